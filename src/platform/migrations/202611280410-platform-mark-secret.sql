alter table province_state add column secret_mark text;
comment on column province_state.secret_mark is 'Tells whether a secret is the one that these data were first served with. Null until then.';
