-- A month's bill may be paid at the counter: who recorded it, and how it was paid.
ALTER TABLE "fee_bill" ADD COLUMN "paid_by_id" UUID, ADD COLUMN "paid_as" TEXT;
