-- CreateTable
CREATE TABLE "memo" (
    "authority_id" TEXT NOT NULL,
    "guarantee_number" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memo_pkey" PRIMARY KEY ("authority_id","guarantee_number")
);

-- AddForeignKey
ALTER TABLE "memo" ADD CONSTRAINT "memo_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memo" ADD CONSTRAINT "memo_guarantee_number_fkey" FOREIGN KEY ("guarantee_number") REFERENCES "guarantee"("number") ON DELETE RESTRICT ON UPDATE CASCADE;
