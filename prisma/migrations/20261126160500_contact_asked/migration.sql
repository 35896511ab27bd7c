-- When whoever is behind a contact point was last asked whether it is still right. `person` is their key in the region file.
CREATE TABLE "contactAsked" (
  "regionId" UUID NOT NULL,
  "organisation" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "person" TEXT NOT NULL,
  "askedOn" DATE NOT NULL,
  CONSTRAINT "contactAsked_pkey" PRIMARY KEY ("regionId", "organisation", "role")
);
