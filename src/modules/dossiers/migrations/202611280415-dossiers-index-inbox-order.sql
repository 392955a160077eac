-- The order of an inbox: a box of a thousand was sorted anew for each page of fifty. What has no due date comes last.
create index dossier_inbox_order on dossier (leg_agency, (coalesce(next_due_at, '9999-01-01T00:00:00Z'::timestamptz)), id) where not closed;
