import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Id } from '../../platform/ids.ts';
import type { Vault } from '../../platform/vault.ts';
import type { Inspector } from './inspection/inspector.ts';
import type { Paper } from './model.ts';
import type { Scanner } from './scanning/scanner.ts';

/** What the room needs; `src/app` puts it together. */
export interface PaperDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly files: FileStore;
  readonly scanner: Scanner;
  readonly inspector: Inspector;
  /** Folder of resumable uploads that are not complete yet. */
  readonly uploadFolder: string;
  /** Writes the access-log row of an opened paper, in the same transaction, before the content goes out. */
  recordRead(
    tx: Tx,
    read: {
      readonly actor: Actor;
      readonly dossierIds: readonly Id<'dossier'>[];
      readonly subjects: readonly Id<'person'>[];
      readonly purpose: string;
      readonly at: Temporal.Instant;
    },
  ): Promise<void>;
  /** Codes of dossiers that the actor may see, for the words where a paper comes from. */
  dossierCodes(tx: Tx, ids: readonly Id<'dossier'>[]): Promise<ReadonlyMap<Id<'dossier'>, string>>;
  /** Tells the owner that malware was found in a paper; called once for each. */
  onInfected?(paper: Pick<Paper, 'id' | 'ownerPersonId' | 'displayName' | 'dossierId'>): Promise<void>;
}
