import { leave, type TableRules, take } from './table-rule.ts';

/** How the platform's own tables are taken in. */
export const platformMerging: TableRules = {
  migration: leave('each schema has its own'),
  province_state: leave('each province has its own'),
  /**
   * Entries come before everything of ours, in epochs below our first one: whoever follows the journal has nothing to say of them, a rebuild
   * counts them. Only what the other province's notices had not been derived of yet is put at our end.
   */
  journal: take({
    set: ({ code, from, epoch }) => ({
      origin: `coalesce(t.origin, '${code}')`,
      epoch: `case when ${toldAlready(from)} then t.epoch - ${epoch + 1} else (select epoch from province_state) end`,
      xid: `case when ${toldAlready(from)} then t.xid else pg_current_xact_id() end`,
    }),
  }),
  stream_key: take(),
  journal_payload: take(),
  journal_cursor: leave('our consumers go on where they stand'),
  journal_root: take({ set: ({ code }) => ({ origin: `case when t.origin = '' then '${code}' else t.origin end` }) }),
  journal_origin: take(),
  rejected_request: take(),
};

function toldAlready(from: string): string {
  return `(t.epoch, t.xid, t.stream_id, t.version) <= (select c.epoch, c.xid, c.stream_id, c.version from ${from}.journal_cursor c where c.consumer = 'notices')`;
}
