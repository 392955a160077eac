import { Chance } from '../../src/modules/progress/demo-past/chance.ts';
import type { JsonObject } from '../../src/platform/canonical-json.ts';
import { json, type Tx } from '../../src/platform/database.ts';

/** An entry of a dossier as counting sees it; `place` orders the journal, whatever its business time. */
export interface MadeEntry {
  readonly stream: string;
  readonly version: number;
  readonly action: string;
  readonly at: string;
  readonly place: number;
  readonly origin: string | null;
  readonly facts: JsonObject;
}

export interface JournalWish {
  readonly dossiers: number;
  readonly seed: number;
  readonly unitIds: readonly string[];
  readonly from: string;
  readonly days: number;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** What may follow at any time, in whatever order: the counting has to make sense of all of it. */
const anything = [
  ...['accept', 'refuse-intake', 'request-supplement', 'approve-supplement', 'reject-supplement', 'supplement'],
  ...['expire-supplement', 'assign', 'request-payment', 'confirm-payment', 'propose', 'return-to-step', 'approve'],
  ...['refuse', 'issue', 'hand-over', 'recall', 'withdraw', 'stop', 'resume', 'end', 'transfer', 'extend'],
  ...['recompute', 'succeed', 'erase', 'rate'],
];
/** What mostly follows. */
const usual = ['accept', 'assign', 'propose', 'approve', 'issue', 'hand-over', 'rate'];
const dated = new Set(['accept', 'supplement', 'confirm-payment', 'resume', 'extend', 'recompute', 'succeed']);

/**
 * The journal of a province by chance, the same for a seed: dossiers of all kinds over `days`, with corrections, entries that are told weeks late or
 * with a business time before the one before, transfers, recalls, second results and ratings; one in twenty came with a merger. Stream by stream.
 */
export function* randomJournal({ dossiers, seed, unitIds, from, days }: JournalWish): Generator<MadeEntry[]> {
  const chance = new Chance(seed);
  const begin = Temporal.Instant.from(`${from}T00:00:00+07:00`).epochMilliseconds;
  for (let n = 0; n < dossiers; n += 1) {
    const stream = `${(n + 1).toString(16).padStart(8, '0')}-0000-8000-9000-${seed.toString(16).padStart(12, '0')}`;
    const origin = chance.happens(0.05) ? '96' : null;
    const usually = chance.happens(0.8);
    const length = usually ? chance.whole(1, usual.length + 1) : chance.whole(1, 14);
    const entries: MadeEntry[] = [];
    let at = chance.whole(0, days * dayMinutes - 1);
    let place = 0;
    for (let version = 1; version <= length; version += 1) {
      const next = usually && chance.happens(0.9) ? usual[version - 2] : chance.oneOf(anything);
      const action = version === 1 ? 'file' : (next ?? chance.oneOf(anything));
      if (version > 1) at = Math.max(0, at + (chance.happens(0.08) ? -1 : 1) * chance.whole(0, 6 * dayMinutes));
      // Most is told at once; some weeks later, when a paper list is typed in.
      place = Math.max(place, at + (chance.happens(0.06) ? chance.whole(0, 60 * dayMinutes) : 0));
      const facts = version === 1 ? filing(chance, unitIds) : later(chance, action, begin + at * minuteMs);
      entries.push({ stream, version, action, at: instant(begin + at * minuteMs), place, origin, facts });
    }
    yield entries;
  }
}

function filing(chance: Chance, unitIds: readonly string[]): JsonObject {
  return {
    unitId: chance.oneOf(unitIds),
    procedureCode: `1.00${chance.whole(0, 30)}`,
    channel: chance.oneOf(['online', 'online', 'counter', 'post']),
    helper: chance.oneOf(['nobody', 'nobody', 'desk', 'team', 'post-office']),
    synthetic: chance.happens(0.1),
  };
}

function later(chance: Chance, action: string, atMs: number): JsonObject {
  if (action === 'rate') return { stars: chance.whole(1, 5) };
  if (action === 'request-supplement') return { needsApproval: chance.happens(0.4), list: chance.whole(1, 3) };
  if (dated.has(action) && chance.happens(0.8))
    return { dueAt: instant(atMs + chance.whole(-2, 20) * dayMinutes * minuteMs) };
  return {};
}

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();

/**
 * Straight into the journal. `past`: all at once, ordered by `place`, as if it had come over years; it stands in an epoch of before. `now`: behind
 * all that is there, as if the owner acted.
 */
export async function writeJournal(tx: Tx, entries: readonly MadeEntry[], when: 'past' | 'now'): Promise<void> {
  await tx.run(
    `insert into journal (stream_kind, stream_id, version, action, capacity, at, recorded_at, schema_version, facts, hash, epoch, xid, origin)
     select 'dossier', stream, version, action, 'job', at, at, 1, facts, '\\x00', case when $2 then -1 else s.epoch end,
       case when $2 then place::text::xid8 else pg_current_xact_id() end, origin
     from json_to_recordset($1::json) as r (stream uuid, version int, action text, at timestamptz, facts jsonb, place int, origin text), province_state s`,
    [json(entries), when === 'past'],
  );
}
