-- The end of the contact hours that a message was planned in: what is held up past it waits for the next, and does not
-- reach anybody in the evening. NULL: an answer or a card, which may go at any moment.
ALTER TABLE "message" ADD COLUMN "notAfter" TIMESTAMPTZ(3);
