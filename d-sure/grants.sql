-- What the D-Sure process may do. Facts (revisions, views, responses) are only ever added to.
GRANT USAGE ON SCHEMA public TO d_sure_service;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO d_sure_service;
GRANT INSERT ON revision, view, response, burst, staff_record TO d_sure_service;
GRANT INSERT ON locator, locator_view, locator_change TO d_sure_service;
GRANT UPDATE (url, sealed_password, kind, insurer, project_name, contractor, amount_yen, memo, state, removed_at) ON locator TO d_sure_service;
GRANT INSERT ON guarantee TO d_sure_service;
GRANT UPDATE (key_verifier, key_salt, key_set_at) ON guarantee TO d_sure_service;
GRANT UPDATE (last_response, last_burst) ON surety TO d_sure_service;
GRANT INSERT, UPDATE, DELETE ON session, verification, rate_limit, tries, "grant" TO d_sure_service;
-- Administrators keep their authority's people. A person or department is closed, never deleted.
GRANT UPDATE (entry_rule, networks, entry_chosen_at) ON authority TO d_sure_service;
GRANT INSERT ON authority_user TO d_sure_service;
GRANT UPDATE (name, email, email_verified, updated_at, "right", deactivated_at, former_email, two_factor_enabled) ON authority_user TO d_sure_service;
GRANT INSERT, UPDATE ON department, handover, memo TO d_sure_service;
GRANT INSERT, UPDATE, DELETE ON membership, account, two_factor, passkey, passkey_question TO d_sure_service;
REVOKE ALL ON _prisma_migrations FROM d_sure_service;
