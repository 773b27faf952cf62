-- AlterTable
ALTER TABLE "posting" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sweep_check" (
    "name" TEXT NOT NULL,
    "every_seconds" INTEGER NOT NULL,
    "limit_seconds" INTEGER NOT NULL,
    "rows_per_round" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "cursor" TEXT,
    "lap_began_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_check_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "sweep_report" (
    "id" UUID NOT NULL,
    "check" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "rounds" INTEGER NOT NULL DEFAULT 1,
    "looked_at" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "healed" INTEGER NOT NULL,
    "raised" INTEGER NOT NULL,
    "failure" TEXT,

    CONSTRAINT "sweep_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sweep_finding" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "guarantee_id" UUID,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "owner_id" UUID,

    CONSTRAINT "sweep_finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "posting_compared_at_idx" ON "posting"("compared_at");

-- CreateIndex
CREATE INDEX "sweep_report_began_at_id_idx" ON "sweep_report"("began_at", "id");

-- CreateIndex
CREATE INDEX "sweep_report_check_began_at_idx" ON "sweep_report"("check", "began_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_open_finding" ON "sweep_finding"("kind", "about") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE INDEX "sweep_finding_found_at_id_idx" ON "sweep_finding"("found_at", "id");

-- CreateIndex
CREATE INDEX "sweep_finding_guarantee_id_idx" ON "sweep_finding"("guarantee_id");

-- AddForeignKey
ALTER TABLE "sweep_finding" ADD CONSTRAINT "sweep_finding_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_finding" ADD CONSTRAINT "sweep_finding_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The checks, with limits to begin with: register data from here on.
INSERT INTO "sweep_check" ("name", "every_seconds", "limit_seconds", "rows_per_round", "next_at") VALUES
  ('runs', 30, 180, 200, now()),
  ('mails', 60, 600, 200, now()),
  ('steps', 60, 900, 500, now()),
  ('reviews', 300, 3600, 500, now()),
  ('dispatches', 3600, 172800, 500, now()),
  ('d-sure', 60, 600, 1000, now());
