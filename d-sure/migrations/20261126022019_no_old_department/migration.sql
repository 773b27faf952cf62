-- Read by nobody since a person belongs to departments by membership.
ALTER TABLE "authority_user" DROP COLUMN "department";
