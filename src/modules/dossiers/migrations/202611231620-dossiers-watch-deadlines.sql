-- What the watch over deadlines has said already, and which calendar the due dates were computed by.

create table deadline_told (
  dossier_id uuid not null,
  stage text not null constraint deadline_told_stage check (stage in ('due-soon', 'overdue')),
  due_at timestamptz not null,
  constraint deadline_told_key primary key (dossier_id, stage)
);
comment on table deadline_told is 'The holder was told of this deadline at this stage; a deadline that moves is told again.';
grant select, insert, update on deadline_told to :job;

create table calendar_applied (
  one boolean constraint calendar_applied_key primary key default true constraint calendar_applied_one check (one),
  fingerprint text not null,
  since timestamptz not null
);
comment on table calendar_applied is 'SHA-256 of the calendar that open due dates were last computed by, and since when (real time).';
grant select, insert, update on calendar_applied to :job;

create index dossier_due on dossier (next_due_at, id) where not closed;
-- Texts of one form (ISO, UTC) order like the instants they name.
create index dossier_supplement_due on dossier ((state #>> '{openSupplement,answerBy}')) where phase in ('supplement', 'supplement-before-acceptance');
