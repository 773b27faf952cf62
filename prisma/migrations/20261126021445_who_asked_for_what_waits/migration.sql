-- From where and in which roles somebody asked for what the service does later: kept until it is done.
ALTER TABLE "bulk_upload" ADD COLUMN "acted_by" JSONB;
ALTER TABLE "sending" ADD COLUMN "acted_by" JSONB;
ALTER TABLE "register_change" ADD COLUMN "acted_by" JSONB;
ALTER TABLE "bulk_retry" ADD COLUMN "confirmed_by_id" UUID;
ALTER TABLE "bulk_retry" ADD COLUMN "acted_by" JSONB;
