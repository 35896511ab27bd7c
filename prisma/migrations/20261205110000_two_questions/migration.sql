-- Of each party two things are asked, each by itself: may we ask it for information, and may it read along. What was
-- answered until now was about reading along.
ALTER TABLE "consent" ADD COLUMN "about" TEXT NOT NULL DEFAULT 'reading';
