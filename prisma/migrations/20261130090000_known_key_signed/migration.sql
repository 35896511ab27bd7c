-- Since when a database is used with its key, signed with that key: an audit in which a key writes again after another
-- one did is told from one in which somebody wrote with the key of before. Empty until a key is written down anew.
ALTER TABLE "knownKey" ADD COLUMN "mac" TEXT;
