-- Somebody else wrote this answer down, as it was said by phone; null: given by the person.
ALTER TABLE "confirmation" ADD COLUMN "enteredById" UUID;
