-- CreateTable
CREATE TABLE "staff_grant" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "branch_id" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by_id" UUID,
    "taken_at" TIMESTAMPTZ(3),
    "taken_by_id" UUID,

    CONSTRAINT "staff_grant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_grant_user_id_idx" ON "staff_grant"("user_id");

-- AddForeignKey
ALTER TABLE "staff_grant" ADD CONSTRAINT "staff_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_grant" ADD CONSTRAINT "staff_grant_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What staff were by their roles they are from now on by their grants, at every branch, since they are there.
INSERT INTO "staff_grant" ("id", "user_id", "role", "from_on", "granted_at")
SELECT gen_random_uuid(), "user"."id", role, ("user"."created_at" AT TIME ZONE 'Asia/Tokyo')::date, "user"."created_at"
FROM "user", unnest("user"."roles") AS role
WHERE "user"."contractor_id" IS NULL;
