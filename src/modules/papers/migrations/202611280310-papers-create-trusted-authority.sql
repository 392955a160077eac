-- Authorities whose signatures stay believable although the house orders no certificates of them any more: those of provinces merged in.
create table trusted_authority (
  origin text not null,
  certificate bytea not null,
  -- What it had revoked until then, DER; null where it had no list.
  crl bytea,
  constraint trusted_authority_key primary key (origin, certificate)
);
grant select on trusted_authority to :public, :citizen, :staff, :job;
