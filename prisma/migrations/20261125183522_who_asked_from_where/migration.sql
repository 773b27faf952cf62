-- AlterTable
ALTER TABLE "command" ADD COLUMN "acted_by" JSONB;
