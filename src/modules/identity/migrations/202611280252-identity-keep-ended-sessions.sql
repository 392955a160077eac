-- A session that has ended stays ended: its person may end it, not begin it again.
alter policy session_citizen on session with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid and ended_at is not null);
alter policy session_staff on session with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid and ended_at is not null);
