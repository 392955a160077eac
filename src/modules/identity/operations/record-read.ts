import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import { type Id, newId } from '../../../platform/ids.ts';

export interface Read {
  readonly dossierIds: readonly Id<'dossier'>[];
  /** Whose data it is; they see the read in their account. */
  readonly subjects: readonly Id<'person'>[];
  /** A purpose known by key, or words of one's own. */
  readonly purpose: string | Words;
  readonly at: Temporal.Instant;
  readonly act?: 'open' | 'list' | 'search' | 'download' | 'look-up';
  readonly actor?: Actor;
}

/** Why officials read, in words that the person concerned and the auditor both read. */
export const readPurposes = {
  handle: { vi: 'Giải quyết hồ sơ', en: 'To handle the dossier' },
  inbox: { vi: 'Xem danh sách hồ sơ phải giải quyết', en: 'To see the list of dossiers to handle' },
  register: { vi: 'Xem sổ của cơ quan', en: 'To read a register of the agency' },
  counter: { vi: 'Tiếp nhận tại quầy', en: 'To receive somebody at the counter' },
  papers: { vi: 'Xem giấy tờ trong hồ sơ', en: 'To read the papers of the dossier' },
  sign: { vi: 'Xem hồ sơ để ký', en: 'To read the dossier before signing' },
  audit: { vi: 'Thanh tra đọc nhật ký đăng nhập', en: 'An auditor read the log of sign-ins' },
  'break-glass': { vi: 'Mở khẩn cấp, có căn cứ được ghi lại', en: 'Opened on a recorded ground' },
  'break-glass-papers': {
    vi: 'Xem giấy tờ trong hồ sơ, có căn cứ được ghi lại',
    en: 'To read the papers of the dossier, on a recorded ground',
  },
} as const satisfies Record<string, Words>;

/**
 * Writes who reads whose data, in the transaction of the read and before the answer; a list is one row with its ids. Only reads of officials
 * are written: people reading their own data, and jobs, are not reads by somebody else.
 */
export async function recordRead(tx: Tx, read: Read): Promise<void> {
  const { actor } = tx;
  if (actor === 'owner' || actor.capacity !== 'staff') return;
  if (read.dossierIds.length === 0 && read.subjects.length === 0) return;
  const purpose =
    typeof read.purpose === 'string'
      ? (readPurposes[read.purpose as keyof typeof readPurposes] ?? { vi: read.purpose, en: read.purpose })
      : read.purpose;
  await tx.run(
    `insert into access_log (id, at, person_id, position_id, agency_id, agency_name_vi, agency_name_en, officer_name, officer_title_vi, officer_title_en, act,
       purpose_vi, purpose_en, break_glass_id, dossier_ids, subject_person_ids)
     select $1, $2, o.person_id, o.id, o.agency_id, o.agency_name_vi, o.agency_name_en, o.holder_name, o.title_vi, o.title_en, $3, $4, $5, $6, $7::uuid[], $8::uuid[]
     from staff_position o where o.id = $9`,
    [
      newId(),
      read.at,
      read.act ?? (read.dossierIds.length > 1 ? 'list' : 'open'),
      purpose.vi,
      purpose.en,
      actor.breakGlassId ?? null,
      read.dossierIds,
      [...new Set(read.subjects)],
      actor.positionId,
    ],
  );
}
