-- Receipt numbers no longer count the day's applications: their order is the day's secret.
-- AlterTable
ALTER TABLE "receipt_series" ADD COLUMN     "secret" TEXT NOT NULL DEFAULT '';

