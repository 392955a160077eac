import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Mailer } from './mailer.ts';
import type { NoticeDossier } from './model.ts';

export interface NoticeDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Dossiers by id, in a job's transaction. */
  describeDossiers(tx: Tx, ids: readonly Id<'dossier'>[]): Promise<readonly NoticeDossier[]>;
  /** Undefined where no mail server is configured: notices then stand on the page alone. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;
}
