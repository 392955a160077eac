-- The country's own tenant has a country above its provinces.
alter table unit drop constraint unit_level_known;
alter table unit add constraint unit_level_known check (level in ('country', 'province', 'district', 'commune'));
alter table unit drop constraint unit_parent_unless_province;
alter table unit add constraint unit_parent_below_province check (level = 'province' or (level = 'country') = (parent_id is null));
