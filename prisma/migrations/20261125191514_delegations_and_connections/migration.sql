-- CreateTable
CREATE TABLE "approval_delegation" (
    "id" UUID NOT NULL,
    "approver_id" UUID NOT NULL,
    "delegate_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_connection" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "reason" TEXT NOT NULL,
    "declared_by_id" UUID NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_connection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_delegation_delegate_id_idx" ON "approval_delegation"("delegate_id");

-- CreateIndex
CREATE INDEX "approval_delegation_approver_id_idx" ON "approval_delegation"("approver_id");

-- CreateIndex
CREATE INDEX "staff_connection_user_id_idx" ON "staff_connection"("user_id");

-- AddForeignKey
ALTER TABLE "approval_delegation" ADD CONSTRAINT "approval_delegation_approver_id_fkey" FOREIGN KEY ("approver_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_delegation" ADD CONSTRAINT "approval_delegation_delegate_id_fkey" FOREIGN KEY ("delegate_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_connection" ADD CONSTRAINT "staff_connection_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_connection" ADD CONSTRAINT "staff_connection_contractor_id_fkey" FOREIGN KEY ("contractor_id") REFERENCES "contractor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
