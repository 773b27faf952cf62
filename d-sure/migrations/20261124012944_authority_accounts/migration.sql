-- Departments become rows of their own; every account so far belongs to the one it named. The first account of each authority
-- keeps it from now on; the others act as before. Yesterday's release still reads authority_user.department.
-- AlterTable
ALTER TABLE "authority" ADD COLUMN     "entry_chosen_at" TIMESTAMPTZ(3),
ADD COLUMN     "entry_rule" TEXT NOT NULL DEFAULT 'second-factor',
ADD COLUMN     "networks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "authority_user" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3),
ADD COLUMN     "former_email" TEXT,
ADD COLUMN     "right" TEXT NOT NULL DEFAULT 'officer',
ADD COLUMN     "two_factor_enabled" BOOLEAN DEFAULT false,
ALTER COLUMN "department" DROP NOT NULL;

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "user_id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("user_id","department_id")
);

-- CreateTable
CREATE TABLE "two_factor" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "uploaded_by_id" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" JSONB NOT NULL,
    "effective_on" DATE,
    "applied_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_record" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_record_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "department_authority_id_name_key" ON "department"("authority_id", "name");

-- CreateIndex
CREATE INDEX "membership_department_id_idx" ON "membership"("department_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_user_id_place_key" ON "membership"("user_id", "place");

-- CreateIndex
CREATE INDEX "two_factor_secret_idx" ON "two_factor"("secret");

-- CreateIndex
CREATE INDEX "two_factor_user_id_idx" ON "two_factor"("user_id");

-- CreateIndex
CREATE INDEX "handover_authority_id_uploaded_at_idx" ON "handover"("authority_id", "uploaded_at");

-- CreateIndex
CREATE INDEX "staff_record_authority_id_at_idx" ON "staff_record"("authority_id", "at");

-- CreateIndex
CREATE INDEX "authority_user_authority_id_idx" ON "authority_user"("authority_id");

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_record" ADD CONSTRAINT "staff_record_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_record" ADD CONSTRAINT "staff_record_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- MoveData
INSERT INTO "department" (id, authority_id, name)
SELECT gen_random_uuid()::text, authority_id, department FROM (SELECT DISTINCT authority_id, department FROM "authority_user") AS named;

INSERT INTO "membership" (user_id, department_id, place)
SELECT u.id, d.id, 0 FROM "authority_user" u JOIN "department" d ON d.authority_id = u.authority_id AND d.name = u.department;

UPDATE "authority_user" SET "right" = 'administrator'
WHERE id IN (SELECT DISTINCT ON (authority_id) id FROM "authority_user" ORDER BY authority_id, created_at, id);
