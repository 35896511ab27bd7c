-- An e-mail address or number that is taken away from who comes in with it waits for their word, like another one does.
ALTER TABLE "newAddress" ADD "emailGone" BOOLEAN NOT NULL DEFAULT false, ADD "phoneGone" BOOLEAN NOT NULL DEFAULT false;
