-- CreateTable
CREATE TABLE "contractor" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "notification_address" TEXT NOT NULL,
    "monthly_batch" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contractor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "contractor_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "telephone" TEXT NOT NULL,
    "fax" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "series_prefix" TEXT NOT NULL,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "branch_id" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_counter" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("branch_id","prefix")
);

-- CreateTable
CREATE TABLE "product_setting" (
    "product" TEXT NOT NULL,
    "number_suffix" TEXT NOT NULL,
    "guarantee_sentence" TEXT NOT NULL,
    "second_approval_yen" BIGINT,
    "hold_until_signed" BOOLEAN NOT NULL DEFAULT false,
    "key_notice_title" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_setting_pkey" PRIMARY KEY ("product")
);

-- CreateTable
CREATE TABLE "surety_company" (
    "id" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "president_title" TEXT NOT NULL,
    "president_name" TEXT NOT NULL,

    CONSTRAINT "surety_company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reading" TEXT NOT NULL,
    "prefecture" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "beneficiary_title" TEXT NOT NULL,

    CONSTRAINT "authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reading" TEXT NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acceptance_rule" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "department_id" TEXT,
    "product" TEXT,
    "rule" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "source" TEXT NOT NULL,

    CONSTRAINT "acceptance_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_profile" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "department_id" TEXT,
    "product" TEXT,
    "revision_kind" TEXT,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject_template" TEXT NOT NULL,
    "body_template" TEXT NOT NULL,
    "call_to_confirm" BOOLEAN NOT NULL DEFAULT false,
    "before_contract" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "submission_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_branch" (
    "id" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "branch_name" TEXT NOT NULL,
    "search_key" TEXT NOT NULL,
    "has_agreement" BOOLEAN NOT NULL,

    CONSTRAINT "bank_branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_table" (
    "version" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "ends_on" DATE,
    "content" JSONB NOT NULL,

    CONSTRAINT "fee_table_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "construction_contract" (
    "id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "project_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "works_number" TEXT,
    "procurement_number" TEXT,
    "specification_number" TEXT,
    "authority_id" TEXT NOT NULL,
    "department_id" TEXT,
    "beneficiary_title" TEXT NOT NULL,
    "joint_venture_name" TEXT,
    "amount_yen" BIGINT NOT NULL,
    "works_from_on" DATE NOT NULL,
    "works_to_on" DATE NOT NULL,
    "notice_on" DATE,
    "contract_on" DATE NOT NULL,
    "contract_date_is" TEXT NOT NULL,
    "low_bid" BOOLEAN NOT NULL,
    "prepayment_planned" BOOLEAN NOT NULL,
    "electronic_approval_evidence" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "construction_contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "receipt_number" TEXT NOT NULL,
    "contractor_id" UUID NOT NULL,
    "construction_contract_id" UUID NOT NULL,
    "branch_id" TEXT NOT NULL,
    "paper_receipt" TEXT,
    "completion_mail" BOOLEAN NOT NULL,
    "completion_mail_address" TEXT,
    "contact_department" TEXT,
    "contact_post" TEXT,
    "contact_person" TEXT,
    "contact_telephone" TEXT,
    "message" TEXT,
    "applied_by_id" UUID NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "warnings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guarantee" (
    "id" UUID NOT NULL,
    "construction_contract_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "branch_id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "guarantee_number" TEXT,
    "position" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guarantee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision" (
    "guarantee_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "stage_since" TIMESTAMPTZ(3) NOT NULL,
    "run_started_at" TIMESTAMPTZ(3),
    "amount_yen" BIGINT NOT NULL,
    "current_year_base_yen" BIGINT,
    "current_year_base_kind" TEXT,
    "bank_branch_id" TEXT,
    "depository" TEXT,
    "depository_is_free_text" BOOLEAN NOT NULL DEFAULT false,
    "redeposit" BOOLEAN,
    "fee_payment" TEXT NOT NULL,
    "fee_billed_to" TEXT NOT NULL,
    "paper_fee_statement" BOOLEAN NOT NULL,
    "fee_yen" BIGINT,
    "fee_table_version" TEXT,
    "first_approved_by_id" UUID,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "fee_paid_on" DATE,
    "issued_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),
    "dispatched_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "revision_pkey" PRIMARY KEY ("guarantee_id","number")
);

-- CreateTable
CREATE TABLE "certificate" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "canonical_json" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("guarantee_id","revision")
);

-- CreateTable
CREATE TABLE "authentication_key" (
    "guarantee_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authentication_key_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateTable
CREATE TABLE "document" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "stored_sha256" TEXT NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "template_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("guarantee_id","revision","kind")
);

-- CreateTable
CREATE TABLE "posting" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "certificate_digest" TEXT NOT NULL,
    "file_digest" TEXT NOT NULL,
    "first_sent_at" TIMESTAMPTZ(3) NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),

    CONSTRAINT "posting_pkey" PRIMARY KEY ("guarantee_id","revision")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "run_started_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("guarantee_id","revision","channel")
);

-- CreateTable
CREATE TABLE "authority_response" (
    "id" TEXT NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "by" TEXT NOT NULL,
    "responded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authority_response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_cursor" (
    "feed" TEXT NOT NULL,
    "cursor" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_cursor_pkey" PRIMARY KEY ("feed")
);

-- CreateTable
CREATE TABLE "command" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "client" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "guarantee_id" UUID,
    "revision" INTEGER,
    "incident_id" UUID,
    "content_digest" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "refusal" TEXT,
    "answer" JSONB,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3),
    "send_again_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "body_digest" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_body" (
    "event_id" UUID NOT NULL,
    "salt" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "event_body_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "mail_id" UUID,
    "run_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "error_name" TEXT NOT NULL,
    "counterparty" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_series" (
    "day" DATE NOT NULL,
    "last_counter" INTEGER NOT NULL,

    CONSTRAINT "receipt_series_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "branch_code_key" ON "branch"("code");

-- CreateIndex
CREATE UNIQUE INDEX "surety_company_effective_on_key" ON "surety_company"("effective_on");

-- CreateIndex
CREATE UNIQUE INDEX "application_receipt_number_key" ON "application"("receipt_number");

-- CreateIndex
CREATE INDEX "application_contractor_id_applied_at_idx" ON "application"("contractor_id", "applied_at");

-- CreateIndex
CREATE UNIQUE INDEX "guarantee_guarantee_number_key" ON "guarantee"("guarantee_number");

-- CreateIndex
CREATE UNIQUE INDEX "guarantee_position_key" ON "guarantee"("position");

-- CreateIndex
CREATE INDEX "guarantee_contractor_id_position_idx" ON "guarantee"("contractor_id", "position");

-- CreateIndex
CREATE INDEX "revision_stage_stage_since_idx" ON "revision"("stage", "stage_since");

-- CreateIndex
CREATE UNIQUE INDEX "one_revision_under_way" ON "revision"("guarantee_id") WHERE (stage = ANY (ARRAY['applied'::text, 'awaiting-second-approval'::text, 'returned'::text, 'awaiting-fee'::text, 'issuing'::text, 'posting'::text, 'dispatching'::text]));

-- CreateIndex
CREATE UNIQUE INDEX "mail_message_id_key" ON "mail"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_cause_key" ON "mail"("cause");

-- CreateIndex
CREATE INDEX "mail_state_created_at_idx" ON "mail"("state", "created_at");

-- CreateIndex
CREATE INDEX "authority_response_guarantee_id_responded_at_idx" ON "authority_response"("guarantee_id", "responded_at");

-- CreateIndex
CREATE INDEX "command_state_send_again_at_idx" ON "command"("state", "send_again_at");

-- CreateIndex
CREATE INDEX "command_guarantee_id_idx" ON "command"("guarantee_id");

-- CreateIndex
CREATE UNIQUE INDEX "command_client_idempotency_key_key" ON "command"("client", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "event_guarantee_id_sequence_key" ON "event"("guarantee_id", "sequence");

-- CreateIndex
CREATE INDEX "incident_state_fingerprint_idx" ON "incident"("state", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "one_open_incident_per_step" ON "incident"("run_id", "step") WHERE (closed_at IS NULL);

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_contractor_id_fkey" FOREIGN KEY ("contractor_id") REFERENCES "contractor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acceptance_rule" ADD CONSTRAINT "acceptance_rule_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acceptance_rule" ADD CONSTRAINT "acceptance_rule_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_profile" ADD CONSTRAINT "submission_profile_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_profile" ADD CONSTRAINT "submission_profile_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "construction_contract" ADD CONSTRAINT "construction_contract_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "construction_contract" ADD CONSTRAINT "construction_contract_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_contractor_id_fkey" FOREIGN KEY ("contractor_id") REFERENCES "contractor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_construction_contract_id_fkey" FOREIGN KEY ("construction_contract_id") REFERENCES "construction_contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantee" ADD CONSTRAINT "guarantee_construction_contract_id_fkey" FOREIGN KEY ("construction_contract_id") REFERENCES "construction_contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantee" ADD CONSTRAINT "guarantee_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_guarantee_id_revision_fkey" FOREIGN KEY ("guarantee_id", "revision") REFERENCES "revision"("guarantee_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authentication_key" ADD CONSTRAINT "authentication_key_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_guarantee_id_revision_fkey" FOREIGN KEY ("guarantee_id", "revision") REFERENCES "revision"("guarantee_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_guarantee_id_revision_fkey" FOREIGN KEY ("guarantee_id", "revision") REFERENCES "revision"("guarantee_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_response" ADD CONSTRAINT "authority_response_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_body" ADD CONSTRAINT "event_body_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
