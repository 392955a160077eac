import { dossierHeads, dossiersWithoutStream } from '../modules/dossiers/index.ts';
import { identityHeads, identityRowsWithoutStream } from '../modules/identity/index.ts';
import { figureHeads, figuresWithoutStream } from '../modules/indicators/index.ts';
import { readTimeStamp } from '../modules/papers/signing/index.ts';
import type { JsonObject } from '../platform/canonical-json.ts';
import type { Database } from '../platform/database.ts';
import { type JournalReport, verifyJournal } from '../platform/journal-verify.ts';
import type { Vault } from '../platform/vault.ts';

/** The journal of a province against its rows, its sealed contents and its daily roots. */
export function checkJournal(
  database: Database,
  keys: { readonly vault: Vault; readonly rootSeed: Buffer },
  today: Temporal.PlainDate,
): Promise<JournalReport> {
  return verifyJournal(database, {
    seed: keys.rootSeed,
    today,
    openPayload: (stream, wrapped, sealed) => {
      try {
        const key = keys.vault.openKey(wrapped, `${stream.kind}:${stream.id}`);
        return key.open(sealed) as { salt: string; content: JsonObject };
      } catch {
        return undefined;
      }
    },
    readTimeStamp: (stamp) => readTimeStamp(stamp)?.imprint,
    rowHeads: async (tx, ids) => [
      ...(await dossierHeads(tx, ids)),
      ...(await identityHeads(tx, ids)),
      ...(await figureHeads(tx, ids)),
    ],
    rowsWithoutStream: async (tx) => [
      ...(await dossiersWithoutStream(tx)),
      ...(await identityRowsWithoutStream(tx)),
      ...(await figuresWithoutStream(tx)),
    ],
  });
}
