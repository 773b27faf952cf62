-- AlterTable
ALTER TABLE "saved_search" ADD COLUMN     "shared" BOOLEAN NOT NULL DEFAULT false;

-- Of the lists of staff, what somebody shares is everybody's to use.
CREATE INDEX "shared_searches" ON "saved_search"("list", "name") WHERE (shared);
