-- The name by which a platform last called an account, so that a new one there is told from a name that somebody gave here.
ALTER TABLE "identity" ADD "name" TEXT;
