import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { countMeasures } from '../../modules/indicators/index.ts';
import { findMerger, type Merger } from '../../modules/territory/index.ts';
import { publicActor } from '../../platform/actor.ts';
import { DiskFileStore } from '../../platform/files/index.ts';
import { rootPublicKey } from '../../platform/journal-roots.ts';
import type { MergingFacts } from '../../platform/merging/index.ts';
import { dateOf } from '../../platform/text.ts';
import { checkJournal } from '../check-journal.ts';
import { declaredMeasures } from '../measures.ts';
import type { OpenProvince } from '../open-province.ts';
import { openAuthority } from './authority.ts';
import { mergeErrors } from './errors.ts';
import { adoptContents, listContents, missingContents } from './move-files.ts';
import { closeJournal, codeOf, type OtherProvince, openOther, rewrapKeys } from './other-province.ts';
import { Findings, type TakenIn, takeIn } from './take-in.ts';

export interface MergeOptions {
  /** A backup of the other province. */
  readonly file: string;
  /** Its secret, where the backup does not hold it. */
  readonly secret?: string | undefined;
  /** Says what would come and what stands in the way, and changes nothing. */
  readonly dryRun?: boolean;
  readonly log: (line: string) => void;
}

export interface MergeReport extends TakenIn {
  readonly code: string;
  readonly contents: number;
  /** What stands in the way; empty when it was, or could be, taken in. */
  readonly findings: readonly string[];
}

/**
 * Takes another province in, from its backup, with writers stopped: it is restored aside, proved, its keys wrapped for our vault; then all of
 * it becomes ours in one transaction, or nothing does.
 */
export async function mergeProvince(province: OpenProvince, options: MergeOptions): Promise<MergeReport> {
  const { file, log } = options;
  const other = await openOther(province, file, options.secret, log);
  try {
    const { code, facts, merger } = await agree(province, other, file);
    log(
      `Province ${code}: ${other.manifest.journal.entries} entries in ${other.manifest.journal.streams} streams, restored aside.`,
    );
    const authority = await openAuthority(province, other.keysDir);
    await closeJournal(other, province.clock.real(), authority.timeStamp).finally(() => authority.close());
    log('Its journal is whole.');
    const contents = await listContents(other.database);
    const missing = missingContents(other, contents);
    if (missing.length > 0)
      throw mergeErrors.contentMissing({ values: { count: missing.length, key: missing[0] ?? '' } });
    await rewrapKeys(other, province.keys.vault);
    const input = {
      facts,
      merger,
      vault: province.keys.vault,
      rootKey: rootPublicKey(other.keys.derive('journal root')),
      backupSha256: await sha256Of(file),
      trust: authority.trust,
    };
    const about = { code, contents: contents.length };
    if (options.dryRun === true) return { ...about, ...(await tryOnly(province, input)) };
    const filesDir = join(province.config.dataDir, 'files');
    await mkdir(filesDir, { recursive: true, mode: 0o700 });
    const { undo } = await adoptContents(
      new DiskFileStore({ folder: filesDir, vault: province.keys.vault }),
      other,
      contents,
    );
    try {
      const taken = await province.database.asOwner((tx) => takeIn(tx, input));
      return { ...about, ...taken, findings: [] };
    } catch (error) {
      await undo();
      if (!(error instanceof Findings)) throw error;
      throw mergeErrors.collisions({ values: { first: error.findings[0] ?? '', count: error.findings.length } });
    }
  } finally {
    await other.remove();
  }
}

/** Counts the figures of both and checks the whole journal, after it was written. */
export async function settle(province: OpenProvince): Promise<{ counted: number; faults: readonly string[] }> {
  const counted = await countMeasures(province.database, declaredMeasures);
  const { database, keys, clock } = province;
  const rootSeed = keys.derive('journal root');
  const { faults } = await checkJournal(database, { vault: keys.vault, rootSeed }, dateOf(clock.real()));
  return { counted, faults };
}

const nothing = { rows: {}, left: [], united: 0, dossiers: { closed: 0, open: 0 } };

/** All of it, and back again. */
async function tryOnly(
  province: OpenProvince,
  input: Parameters<typeof takeIn>[1],
): Promise<TakenIn & { findings: readonly string[] }> {
  class Tried extends Error {
    readonly taken: TakenIn;

    constructor(taken: TakenIn) {
      super('tried only');
      this.taken = taken;
    }
  }
  try {
    return await province.database.asOwner(async (tx) => {
      throw new Tried(await takeIn(tx, input));
    });
  } catch (error) {
    if (error instanceof Tried) return { ...error.taken, findings: [] };
    if (error instanceof Findings) return { ...nothing, findings: error.findings };
    throw error;
  }
}

/** Whether this backup may be taken in here and now. */
async function agree(
  province: OpenProvince,
  other: OtherProvince,
  file: string,
): Promise<{ code: string; facts: MergingFacts; merger: Merger }> {
  const ownCode = (await codeOf(province.database)) ?? '';
  const code = (await codeOf(other.database)) ?? '';
  if (code === ownCode) throw mergeErrors.sameProvince({ values: { file, code } });
  const known = await province.database.asOwner((tx) =>
    tx.maybe<{ at: Temporal.Instant }>('select merged_at as at from journal_origin where code = $1', [code]),
  );
  if (known !== undefined) throw mergeErrors.mergedAlready({ values: { code, at: known.at.toString() } });
  const merger = await other.database.read(publicActor, (tx) => findMerger(tx, code, ownCode));
  if (merger === undefined) throw mergeErrors.noSuccession({ values: { code, ownCode } });
  const now = province.clock.business();
  const today = dateOf(now);
  const early = (why: string) => mergeErrors.tooEarly({ values: { why, now: now.toString() } });
  if (Temporal.PlainDate.compare(today, merger.on) < 0) throw early(`the merger takes effect on ${merger.on}`);
  const last = await other.database.asOwner((tx) =>
    tx.row<{ at: Temporal.Instant | null; epoch: number }>(
      'select (select max(at) from journal) as at, (select epoch from province_state) as epoch',
    ),
  );
  if (last.at !== null && Temporal.Instant.compare(last.at, now) > 0)
    throw early(`the other province has acts of ${last.at}`);
  return {
    code,
    merger,
    facts: {
      code,
      ownCode,
      today: today.toString(),
      at: now.round('millisecond').toString(),
      recordedAt: province.clock.real().round('millisecond').toString(),
      from: pg.escapeIdentifier(other.schema),
      epoch: last.epoch,
    },
  };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
