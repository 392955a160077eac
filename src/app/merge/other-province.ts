import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { dossierKeyPurpose } from '../../modules/dossiers/index.ts';
import { publicActor } from '../../platform/actor.ts';
import { ownerClient } from '../../platform/backup/backup.ts';
import { type Manifest, restore } from '../../platform/backup/index.ts';
import { Database, roleName } from '../../platform/database.ts';
import { makeDailyRoots } from '../../platform/journal-roots.ts';
import { listMigrations, migrate } from '../../platform/migrate.ts';
import { dateOf } from '../../platform/text.ts';
import type { Vault } from '../../platform/vault.ts';
import { checkJournal } from '../check-journal.ts';
import { type Keys, keysOf } from '../keys.ts';
import type { OpenProvince } from '../open-province.ts';
import { mergeErrors } from './errors.ts';

/** The other province, restored beside ours in a schema and folders of its own that nobody serves. */
export interface OtherProvince {
  readonly manifest: Manifest;
  readonly schema: string;
  readonly database: Database;
  readonly keys: Keys;
  readonly filesDir: string;
  readonly keysDir: string;
  /** Removes schema, roles and folders. */
  remove(): Promise<void>;
}

/** Restores the backup aside and brings it to our schema; what an earlier attempt left there is removed first. */
export async function openOther(
  province: OpenProvince,
  file: string,
  given: string | undefined,
  log: (line: string) => void,
): Promise<OtherProvince> {
  const schema = `${province.schema}_joining`;
  const folder = join(province.config.dataDir, 'joining');
  const place = { schema, filesDir: join(folder, 'files'), keysDir: join(folder, 'keys') };
  const remove = () => removeOther(province, schema, folder);
  await remove();
  try {
    let keys: Keys | undefined;
    const secret = (keysDir: string | undefined) => {
      const found = given ?? readSecret(keysDir);
      if (found === undefined) throw mergeErrors.secretNeeded();
      keys = keysOf(found);
      return found;
    };
    const migrations = listMigrations(province.config.root);
    const { owner } = province;
    const manifest = await restore({ from: file, owner, into: schema, ...place, secret, migrations, log });
    const opened = keys ?? keysOf(secret(place.keysDir));
    await migrate({ owner, schema, secret: opened.secret, migrations });
    const database = new Database({ owner, schema, secret: opened.secret });
    const close = async () => {
      await database.close();
      await remove();
    };
    return { manifest, ...place, database, keys: opened, remove: close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Proves its chains and roots, and closes its journal with roots of the last days. */
export async function closeJournal(
  { database, keys }: OtherProvince,
  realNow: Temporal.Instant,
  timeStamp: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<void> {
  const rootSeed = keys.derive('journal root');
  // Nothing more is written there: its last day is over as well.
  const after = dateOf(realNow).add({ days: 1 });
  await makeDailyRoots(database, rootSeed, after, realNow, timeStamp);
  const { faults } = await checkJournal(database, { vault: keys.vault, rootSeed }, after);
  if (faults.length > 0) throw mergeErrors.journalFaulty({ values: { count: faults.length, fault: faults[0] ?? '' } });
}

/** Wraps the keys of its dossiers for our vault; what they seal stays as it is. */
export async function rewrapKeys({ database, keys }: OtherProvince, ours: Vault): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let done = 0;
  for (;;) {
    const rows = await database.asOwner(async (tx) => {
      const found = await tx.rows<{ id: string; wrapped: Buffer }>(
        'select stream_id as id, wrapped from stream_key where stream_id > $1 and wrapped is not null order by stream_id limit 2000',
        [after],
      );
      const wrapped = found.map((row) => ours.rewrap(keys.vault, row.wrapped, dossierKeyPurpose(row.id)));
      await tx.run(
        'update stream_key k set wrapped = n.wrapped from unnest($1::uuid[], $2::bytea[]) n (id, wrapped) where k.stream_id = n.id',
        [found.map(({ id }) => id), wrapped],
      );
      return found;
    });
    done += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return done;
    after = last.id;
  }
}

/** Its code, as it was published. */
export async function codeOf(database: Database): Promise<string | undefined> {
  const row = await database.read(publicActor, (tx) =>
    tx.maybe<{ code: string }>(
      `select key as code from catalogue_entry where list = 'province' and valid_to is null order by position limit 1`,
    ),
  );
  return row?.code;
}

function readSecret(keysDir: string | undefined): string | undefined {
  const file = keysDir === undefined ? undefined : join(keysDir, 'secret');
  return file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

async function removeOther(province: OpenProvince, schema: string, folder: string): Promise<void> {
  const client = ownerClient(province.owner);
  await client.connect();
  try {
    await client.query(`drop schema if exists ${pg.escapeIdentifier(schema)} cascade`);
    for (const capacity of ['public', 'citizen', 'staff', 'job'] as const)
      await client.query(`drop role if exists ${pg.escapeIdentifier(roleName(schema, capacity))}`);
  } finally {
    await client.end();
  }
  await rm(folder, { recursive: true, force: true });
}
