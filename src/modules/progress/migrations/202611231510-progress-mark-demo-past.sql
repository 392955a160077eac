alter table progress_state add column demo_past_made boolean not null default false;
comment on column progress_state.demo_past_made is 'The demonstration''s invented past has been brought in, whole.';
