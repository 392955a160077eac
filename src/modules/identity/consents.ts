import type { Tx } from '../../platform/database.ts';
import { type Id, newId } from '../../platform/ids.ts';

/** What a person may agree to beyond what the law already lets an agency do; each can be withdrawn at any time. */
export const consentPurposes = {
  'reuse-papers': {
    vi: 'Dùng lại thông tin và giấy tờ tôi đã nộp để điền sẵn hồ sơ mới',
    en: 'Use again what I have filed to fill in new dossiers',
  },
} as const;
export type ConsentPurpose = keyof typeof consentPurposes;

/** Changes whenever the words above change: a consent is to a text. */
export const consentTextVersion = '2022-10';

export function isConsentPurpose(text: unknown): text is ConsentPurpose {
  return typeof text === 'string' && Object.hasOwn(consentPurposes, text);
}

export async function listConsents(
  tx: Tx,
  personId: Id<'person'>,
): Promise<ReadonlyMap<ConsentPurpose, Temporal.Instant>> {
  const rows = await tx.rows<{ purpose: ConsentPurpose; givenAt: Temporal.Instant }>(
    'select purpose, given_at as "givenAt" from consent where person_id = $1 and withdrawn_at is null',
    [personId],
  );
  return new Map(rows.map((row) => [row.purpose, row.givenAt]));
}

/** Whether a person agrees; silence is no. As the person or a job. */
export async function hasConsent(tx: Tx, personId: Id<'person'>, purpose: ConsentPurpose): Promise<boolean> {
  return (await listConsents(tx, personId)).has(purpose);
}

export async function setConsent(
  tx: Tx,
  personId: Id<'person'>,
  purpose: ConsentPurpose,
  given: boolean,
  at: Temporal.Instant,
): Promise<void> {
  if (given) {
    await tx.run(
      'insert into consent (id, person_id, purpose, text_version, given_at) values ($1, $2, $3, $4, $5) on conflict (person_id, purpose) where withdrawn_at is null do nothing',
      [newId(), personId, purpose, consentTextVersion, at],
    );
    return;
  }
  await tx.run('update consent set withdrawn_at = $3 where person_id = $1 and purpose = $2 and withdrawn_at is null', [
    personId,
    purpose,
    at,
  ]);
}
