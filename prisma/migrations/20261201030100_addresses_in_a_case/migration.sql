-- Another address for who came into a case by a link waits as well. How they will be reached is sealed, as what they are
-- reached by is, with what it is recognised by.
ALTER TABLE "newAddress" ADD "caseId" UUID, ADD "sealed" TEXT, ADD "emailLookup" TEXT, ADD "phoneLookup" TEXT;

-- On whose word somebody stands in the list of a region, who does not run it. NULL: on that of whoever runs the
-- installation, or from before this was kept.
ALTER TABLE "regionPerson" ADD "listedById" UUID;
