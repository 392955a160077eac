-- The journal: every business write appends one entry in the transaction of the row that it changes.
-- It is the history, the audit trail, the outbox and the source of every figure. Written, never changed: no role may update or delete.

create table province_state (
  one boolean constraint province_state_key primary key default true constraint province_state_one check (one),
  -- Raised when the province is restored or moved, with writers stopped, so that cursors of consumers stay in order.
  epoch integer not null default 1,
  business_offset_ms bigint
);
comment on table province_state is 'One row. Journal entries are inserted by a select from it, so that the transaction id is the worker''s on a distributed database.';
insert into province_state default values;

create table journal (
  stream_kind text not null,
  stream_id uuid not null,
  version integer not null constraint journal_version_positive check (version > 0),
  action text not null,
  capacity text not null,
  actor_person uuid,
  actor_position uuid,
  actor_name text,
  on_behalf_of uuid,
  agency_id uuid,
  unit_id uuid,
  at timestamptz not null,
  recorded_at timestamptz not null,
  cause uuid,
  schema_version smallint not null,
  facts jsonb not null,
  payload_id uuid,
  payload_hash text,
  previous_hash bytea,
  hash bytea not null,
  epoch integer not null,
  xid xid8 not null,
  -- Also the optimistic lock: of two officers who act on the same version, the second is told.
  constraint journal_key primary key (stream_id, version)
);
comment on column journal.at is 'Business time; decides deadlines and figures.';
comment on column journal.recorded_at is 'Real time of the server.';
comment on column journal.actor_name is 'Name of the job, when a job acts; never the name of a person.';
comment on column journal.payload_hash is 'SHA-256 over salt and personal payload; salt and payload lie encrypted in journal_payload and can be erased.';
create index journal_order on journal (epoch, xid, stream_id, version);

create table stream_key (
  stream_id uuid constraint stream_key_key primary key,
  wrapped bytea not null
);
comment on table stream_key is 'Data key of a stream, wrapped by the master key. Deleting the row erases every payload of the stream.';

create table journal_payload (
  id uuid constraint journal_payload_key primary key,
  stream_id uuid not null,
  sealed bytea not null
);
comment on table journal_payload is 'Personal content of an entry, sealed with the key of its stream.';
create index journal_payload_stream on journal_payload (stream_id);

create table journal_cursor (
  consumer text constraint journal_cursor_key primary key,
  epoch integer not null,
  xid xid8 not null,
  stream_id uuid not null,
  version integer not null
);
comment on table journal_cursor is 'How far each consumer has read; always behind the snapshot horizon, so that nothing still open is skipped.';

create table journal_root (
  day date constraint journal_root_key primary key,
  entries bigint not null,
  streams bigint not null,
  root bytea not null,
  previous_root bytea,
  signature bytea,
  time_stamp bytea,
  made_at timestamptz not null
);
comment on table journal_root is 'Daily digest over the last hash of every stream that changed up to the end of the day, signed and time-stamped: a missing stream shows.';

create table rejected_request (
  id uuid constraint rejected_request_key primary key,
  at timestamptz not null,
  kind text not null,
  detail jsonb not null
);
comment on table rejected_request is 'Refused attempts worth a look (forged ids, replayed sign-in, CSRF); no personal data.';

grant select on province_state to :public, :citizen, :staff, :job;
grant insert on journal to :citizen, :staff, :job;
grant select on journal to :job;
grant insert on journal_payload, stream_key to :citizen, :staff, :job;
grant select on journal_payload, stream_key to :job;
grant select, insert, update on journal_cursor to :job;
grant select, insert on journal_root to :job;
grant insert on rejected_request to :public, :citizen, :staff, :job;
