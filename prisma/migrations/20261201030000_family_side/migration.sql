-- Who stands at the family's side somewhere is asked at every command in a case; a professional's many cases are not read.
CREATE INDEX "participant_family_side" ON "participant" ("personId", "caseId")
  WHERE "role" IN ('child', 'guardian', 'parent', 'familySupporter', 'peerParent', 'legalCounsel');
