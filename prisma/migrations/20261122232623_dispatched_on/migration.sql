-- AlterTable
ALTER TABLE "revision" ADD COLUMN     "dispatched_on" DATE;
