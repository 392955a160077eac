import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../src/platform/database.ts';

/**
 * Waits until the journal's consumers may read all that is stored: they keep behind the oldest open transaction, and in the tests' one server
 * that may be another test's.
 */
export async function untilReadable(database: Database): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    const { readable } = await database.asOwner((tx) =>
      tx.row<{ readable: boolean }>(
        'select not exists (select from journal where epoch = (select epoch from province_state) and xid >= pg_snapshot_xmin(pg_current_snapshot())) as readable',
      ),
    );
    if (readable) return;
    await pause(20);
  }
  throw new Error('a transaction stayed open for a minute: nothing behind it can be read');
}
