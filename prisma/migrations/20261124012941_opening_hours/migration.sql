-- AlterTable
ALTER TABLE "bank_branch" ADD COLUMN     "reading" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "branch_reception" (
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "telephone" TEXT NOT NULL,
    "opens_at" TEXT NOT NULL,
    "closes_at" TEXT NOT NULL,
    "weekdays" INTEGER[],
    "applications_until" TEXT NOT NULL,
    "fees_until" TEXT NOT NULL,
    "review_minutes" INTEGER NOT NULL,
    "post_working_days" INTEGER NOT NULL,

    CONSTRAINT "branch_reception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closed_calendar" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "valid_from_on" DATE NOT NULL,
    "valid_to_on" DATE NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "closed_calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closed_day" (
    "calendar_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "closed_day_pkey" PRIMARY KEY ("calendar_id","from_on")
);

-- CreateTable
CREATE TABLE "schedule_rule" (
    "id" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "before_contract" BOOLEAN NOT NULL,
    "submit_working_days_before" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "schedule_rule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "branch_reception_branch_id_effective_on_key" ON "branch_reception"("branch_id", "effective_on");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_rule_product_effective_on_key" ON "schedule_rule"("product", "effective_on");

-- AddForeignKey
ALTER TABLE "branch_reception" ADD CONSTRAINT "branch_reception_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closed_day" ADD CONSTRAINT "closed_day_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "closed_calendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
