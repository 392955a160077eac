import type { Tx } from '../../../../platform/database.ts';
import type { Id } from '../../../../platform/ids.ts';

/** How a desk's dossiers came in: never a share without its two numbers, nor online without who did it. */
export interface OnlineShare {
  readonly all: number;
  readonly online: number;
  /** Of the online ones: filed by the person without anybody's help. */
  readonly alone: number;
}

export const shareDays = 30;

/** What an agency received in the last thirty days, counted from its dossiers. */
export function countOnlineShare(tx: Tx, agencyId: Id<'agency'>, now: Temporal.Instant): Promise<OnlineShare> {
  return tx.row<OnlineShare>(
    `select count(*) as "all", count(*) filter (where channel = 'online') as online, count(*) filter (where channel = 'online' and helper = 'nobody') as alone
     from dossier where receiving_agency = $1 and filed_at > $2 and filed_at <= $3`,
    [agencyId, now.subtract({ hours: 24 * shareDays }), now],
  );
}
