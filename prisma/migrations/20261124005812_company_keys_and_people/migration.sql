-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "minute_began_at" TIMESTAMPTZ(3),
ADD COLUMN     "per_minute" INTEGER,
ADD COLUMN     "read_only" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "used_in_minute" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");
