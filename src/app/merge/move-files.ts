import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Tx } from '../../platform/database.ts';
import type { DiskFileStore } from '../../platform/files/index.ts';
import { mergeErrors } from './errors.ts';
import type { OtherProvince } from './other-province.ts';

/** Every content that a row or an entry of a dossier names: papers, what is shown of them, and each stage of a signed document. */
const contents = `
  select p.storage_key::text as key from paper p where p.dossier_id is not null and p.persons <> '{}'
  union select p.shown_key::text from paper p where p.dossier_id is not null and p.persons <> '{}' and p.shown_key is not null
  union select r.storage_key::text from issued_result r where r.persons <> '{}'
  union select j.facts ->> 'documentId' from journal j join dossier d on d.id = j.stream_id where j.facts ? 'documentId'
    -- An invented past names documents that were never drawn.
    and not d.synthetic
    and not exists (select from journal e where e.stream_id = j.stream_id and e.action = 'erase')`;

export async function listContents(database: Database): Promise<string[]> {
  const rows = await database.asOwner((tx: Tx) =>
    tx.rows<{ key: string }>(`select key from (${contents}) c order by key`),
  );
  return rows.map(({ key }) => key);
}

/** What the rows name and the backup does not hold. */
export function missingContents({ filesDir }: OtherProvince, keys: readonly string[]): string[] {
  return keys.filter((key) => !existsSync(placeOf(filesDir, key)));
}

/**
 * Takes over the contents, before the rows that name them: whoever looks in between finds files that nobody names, never a row without its
 * file. `undo` removes those that came.
 */
export async function adoptContents(
  store: DiskFileStore,
  other: OtherProvince,
  keys: readonly string[],
): Promise<{ readonly undo: () => Promise<void> }> {
  const came: string[] = [];
  const undo = async () => {
    for (const key of came) await store.remove(key);
  };
  try {
    for (const key of keys) {
      if (await store.has(key))
        throw mergeErrors.collisions({ values: { first: `content ${key} lies here already`, count: 1 } });
      await store.adopt(key, placeOf(other.filesDir, key), other.keys.vault);
      came.push(key);
    }
    return { undo };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** As the file store lays them out. */
function placeOf(folder: string, key: string): string {
  return join(folder, 'kept', key.slice(-4, -2), key.slice(-2), key);
}
