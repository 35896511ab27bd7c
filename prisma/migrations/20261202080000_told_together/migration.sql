-- The messages of the same kind that one message says as well, so that many are not as many messages in chat.
ALTER TABLE "message" ADD COLUMN "alsoSays" UUID[];
