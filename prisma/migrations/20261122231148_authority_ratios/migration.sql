-- CreateTable
CREATE TABLE "authority_ratio" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT,
    "kind" TEXT NOT NULL,
    "low_bid" BOOLEAN NOT NULL DEFAULT false,
    "prepayment_permille" INTEGER NOT NULL,
    "midterm_prepayment_permille" INTEGER NOT NULL,
    "prepayments_together_permille" INTEGER NOT NULL,
    "contract_guarantee_permille" INTEGER NOT NULL,
    "unit_yen" BIGINT NOT NULL,
    "prepayment_ceiling_yen" BIGINT,
    "from_on" DATE NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "authority_ratio_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "authority_ratio" ADD CONSTRAINT "authority_ratio_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
