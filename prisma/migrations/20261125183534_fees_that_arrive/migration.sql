-- Fees that arrive: bank files, deposits and what they pay; a month's bill of a payer; by when a fee is due.
-- AlterTable
ALTER TABLE "revision" ADD COLUMN     "fee_due_on" DATE;

-- CreateTable
CREATE TABLE "fee_payment_rule" (
    "id" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "due_working_days" INTEGER NOT NULL,
    "bill_due_months" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "fee_payment_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_file" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_deposit" (
    "id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "identity" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "payer" TEXT NOT NULL,
    "payer_key" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "is_cancellation" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_deposit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_allocation" (
    "id" UUID NOT NULL,
    "deposit_id" UUID NOT NULL,
    "guarantee_id" UUID,
    "revision" INTEGER,
    "command_id" UUID,
    "bill_id" UUID,
    "amount_yen" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "fee_allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payer_name" (
    "payer_key" TEXT NOT NULL,
    "contractor_id" UUID NOT NULL,
    "payer" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payer_name_pkey" PRIMARY KEY ("payer_key","contractor_id")
);

-- CreateTable
CREATE TABLE "fee_bill" (
    "id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "payer" TEXT NOT NULL,
    "month_on" DATE NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "due_on" DATE NOT NULL,
    "closed_by_id" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_on" DATE,

    CONSTRAINT "fee_bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_bill_line" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "bill_id" UUID NOT NULL,
    "fee_yen" BIGINT NOT NULL,

    CONSTRAINT "fee_bill_line_pkey" PRIMARY KEY ("guarantee_id","revision")
);

-- CreateIndex
CREATE UNIQUE INDEX "fee_payment_rule_effective_on_key" ON "fee_payment_rule"("effective_on");

-- CreateIndex
CREATE UNIQUE INDEX "bank_file_sha256_key" ON "bank_file"("sha256");

-- CreateIndex
CREATE INDEX "bank_file_uploaded_at_idx" ON "bank_file"("uploaded_at");

-- CreateIndex
CREATE UNIQUE INDEX "bank_deposit_identity_key" ON "bank_deposit"("identity");

-- CreateIndex
CREATE INDEX "bank_deposit_state_received_on_idx" ON "bank_deposit"("state", "received_on");

-- CreateIndex
CREATE UNIQUE INDEX "bank_deposit_file_id_line_key" ON "bank_deposit"("file_id", "line");

-- CreateIndex
CREATE UNIQUE INDEX "fee_allocation_command_id_key" ON "fee_allocation"("command_id");

-- CreateIndex
CREATE INDEX "fee_allocation_deposit_id_idx" ON "fee_allocation"("deposit_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_allocation_per_fee" ON "fee_allocation"("guarantee_id", "revision") WHERE (released_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "one_allocation_per_bill" ON "fee_allocation"("bill_id") WHERE (released_at IS NULL);

-- CreateIndex
CREATE INDEX "bill_due" ON "fee_bill"("due_on") WHERE (paid_on IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "fee_bill_contractor_id_payer_month_on_key" ON "fee_bill"("contractor_id", "payer", "month_on");

-- CreateIndex
CREATE INDEX "fee_bill_line_bill_id_idx" ON "fee_bill_line"("bill_id");

-- CreateIndex
CREATE INDEX "fee_due" ON "revision"("fee_due_on") WHERE (stage = 'awaiting-fee'::text);

-- AddForeignKey
ALTER TABLE "bank_deposit" ADD CONSTRAINT "bank_deposit_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "bank_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_allocation" ADD CONSTRAINT "fee_allocation_deposit_id_fkey" FOREIGN KEY ("deposit_id") REFERENCES "bank_deposit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_allocation" ADD CONSTRAINT "fee_allocation_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "fee_bill"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_bill_line" ADD CONSTRAINT "fee_bill_line_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "fee_bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Fees that wait already are due as the sample rule would have it.
UPDATE "revision" SET "fee_due_on" = ("approved_at" AT TIME ZONE 'Asia/Tokyo')::date + 14
WHERE "stage" = 'awaiting-fee' AND "approved_at" IS NOT NULL;
-- An allocation is of a fee or of a bill.
ALTER TABLE "fee_allocation" ADD CONSTRAINT "fee_or_bill" CHECK (("guarantee_id" IS NULL) <> ("bill_id" IS NULL));
