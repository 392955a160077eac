-- Officers are told of figures to report as well: such a notice is about no dossier.
alter table notice alter column dossier_id drop not null;
alter table notice alter column dossier_code drop not null;
alter table notice add constraint notice_dossier_whole check ((dossier_id is null) = (dossier_code is null));
