-- Review: who holds a case, what its checks weigh, limits of contractors, papers asked for, minimums of authorities.
-- AlterTable
ALTER TABLE "authority_ratio" ADD COLUMN     "midterm_minimum_contract_yen" BIGINT,
ADD COLUMN     "midterm_minimum_days" INTEGER,
ADD COLUMN     "minimum_contract_yen" BIGINT;

-- CreateTable
CREATE TABLE "review_check_rule" (
    "check" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "severity" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "review_check_rule_pkey" PRIMARY KEY ("check","effective_on")
);

-- CreateTable
CREATE TABLE "contractor_limit" (
    "contractor_id" UUID NOT NULL,
    "effective_on" DATE NOT NULL,
    "limit_yen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "contractor_limit_pkey" PRIMARY KEY ("contractor_id","effective_on")
);

-- CreateTable
CREATE TABLE "review_claim" (
    "guarantee_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_claim_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateTable
CREATE TABLE "paper_request" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "paper_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_claim_user_id_idx" ON "review_claim"("user_id");

-- CreateIndex
CREATE INDEX "paper_request_guarantee_id_asked_at_idx" ON "paper_request"("guarantee_id", "asked_at");

-- AddForeignKey
ALTER TABLE "review_claim" ADD CONSTRAINT "review_claim_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_request" ADD CONSTRAINT "paper_request_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

