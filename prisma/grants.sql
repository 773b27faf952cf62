-- Least rights of the service's role: it reads and writes rows, and never takes an event or a certificate back.
GRANT USAGE ON SCHEMA public TO hosho_service;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO hosho_service;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO hosho_service;
REVOKE UPDATE ON event, event_body, certificate, document, attachment, authority_response, submission, message, correction_request, incident_entry FROM hosho_service;
GRANT DELETE ON application_draft, draft_attachment, saved_search, bulk_upload TO hosho_service;
GRANT DELETE ON session, verification, rate_limit, tries, two_factor, account_mail, passkey, passkey_challenge TO hosho_service;
GRANT DELETE ON circuit_count TO hosho_service;
GRANT DELETE ON unsealed_event, search_stale TO hosho_service;
REVOKE UPDATE ON unsealed_event, sealed_event, sealed_batch, daily_head FROM hosho_service;
REVOKE UPDATE ON terms_acceptance FROM hosho_service;
REVOKE UPDATE ON bank_file, fee_bill_line, payer_name FROM hosho_service;
GRANT DELETE ON review_claim TO hosho_service;
REVOKE UPDATE ON paper_request FROM hosho_service;
GRANT DELETE ON acceptance_rule, submission_profile, authority_ratio, branch_reception, surety_company, closed_day TO hosho_service;
GRANT DELETE ON schedule_rule, fee_payment_rule, review_check_rule, contractor_limit TO hosho_service;
GRANT DELETE ON stage_step, deadline TO hosho_service;
REVOKE UPDATE ON fee_table FROM hosho_service;
REVOKE ALL ON _prisma_migrations FROM hosho_service;
