import { leave, type TableRules, take } from '../../platform/merging/index.ts';

/**
 * How the room's tables are taken in when another province is merged into this one. People with the same identity paper or e-identity are
 * one person, who was here; officials of the other province have no office any more and sign in by an issuer that is not ours.
 */
export const identityMerging: TableRules = {
  person: take({ where: 'not exists (select from person_union m where m.from_id = t.id)', units: ['unit_id'] }),
  identity_document: take({ persons: ['person_id'], collision: 'keep' }),
  sign_in_account: take({ persons: ['person_id'], where: "t.issuer = 'vneid'", collision: 'keep' }),
  guardianship: take({ persons: ['guardian_id', 'ward_id'] }),
  organisation: take({
    units: ['unit_id'],
    where: 'not exists (select from organisation o where o.identifier = t.identifier)',
  }),
  representative: take({
    persons: ['person_id'],
    set: ({ from }) => ({
      organisation_id: `coalesce((select o.id from organisation o join ${from}.organisation a on a.identifier = o.identifier where a.id = t.organisation_id), t.organisation_id)`,
    }),
  }),
  staff_position: take({
    persons: ['person_id'],
    set: ({ today }) => ({
      valid_to: `greatest(t.valid_from, least(coalesce(t.valid_to, '${today}'::date), '${today}'::date))`,
    }),
  }),
  delegation: take({
    set: ({ today }) => ({
      revoked_on: `case when t.revoked_on is null and t.valid_to > '${today}'::date then '${today}'::date else t.revoked_on end`,
      revoked_reason: `case when t.revoked_on is null and t.valid_to > '${today}'::date then 'agency-ended' else t.revoked_reason end`,
    }),
  }),
  person_agency: take({ persons: ['person_id'], collision: 'keep' }),
  break_glass: take({
    persons: ['person_id'],
    personLists: ['subject_person_ids'],
    set: ({ recordedAt }) => ({ closed_at: `coalesce(t.closed_at, '${recordedAt}'::timestamptz)` }),
  }),
  access_log: take({ persons: ['person_id'], personLists: ['subject_person_ids'] }),
  reader_name_request: take({ persons: ['person_id'], collision: 'keep' }),
  // One consent for a purpose is in force: of two the one given here.
  consent: take({
    persons: ['person_id'],
    set: ({ recordedAt }) => ({
      withdrawn_at: `case when exists (select from consent o join person_union m on m.to_id = o.person_id where m.from_id = t.person_id and o.purpose = t.purpose and o.withdrawn_at is null)
        then coalesce(t.withdrawn_at, '${recordedAt}'::timestamptz) else t.withdrawn_at end`,
    }),
  }),
  sign_in_attempt: leave('attempts last minutes'),
  session: leave('everybody signs in anew'),
  kept_form: leave('kept for an hour, for a session that is no more'),
  sent_form: leave('buttons pressed a moment ago'),
  security_event: take({ persons: ['person_id'] }),
};
