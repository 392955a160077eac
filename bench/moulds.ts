import { json, type Tx } from '../src/platform/database.ts';
import type { Commune, People } from './people.ts';
import { roles } from './people.ts';

type Row = Record<string, unknown>;
interface Pattern {
  readonly dossier: Row;
  readonly entries: readonly Row[];
  readonly sealed: string;
}

/** How many dates a finished course is laid on in each commune: twenty weeks apart, ten years back. */
const pastDates = 26;
const openDates = 4;

/**
 * Moulds for ballast: each real course laid in every commune (its unit, agency and officers) and on several dates. Weeks are whole, so that working
 * days stay working days. A copy then differs in id, code and person only.
 */
export async function makeMoulds(
  tx: Tx,
  people: People,
  codes: readonly string[],
): Promise<{ closed: number; open: number }> {
  const patterns: Pattern[] = [];
  for (const code of codes) patterns.push(await readPattern(tx, code));
  const [closedPattern, ...openPatterns] = patterns;
  const home = people.communes[0];
  if (closedPattern === undefined || home === undefined) throw new Error('nothing to copy');
  await tx.run(
    "create unlogged table bench_dossier as select 0 as mould, d.*, ''::text as stem, null::bytea as sealed from dossier d limit 0",
  );
  await tx.run('create unlogged table bench_entry as select 0 as mould, j.* from journal j limit 0');
  const dossiers: Row[] = [];
  const entries: Row[] = [];
  const lay = (pattern: Pattern, commune: Commune, weeks: number) => {
    const mould = dossiers.length;
    const move = mover(home, commune, weeks);
    const dossier = move(pattern.dossier);
    const code = String(dossier['code']);
    dossiers.push({
      ...dossier,
      mould,
      stem: `${commune.identifier}-${dayOf(String(dossier['filed_at']))}-`,
      code,
      sealed: pattern.sealed,
    });
    // Recorded today, all of it: it was brought in, whatever its business time.
    for (const entry of pattern.entries) entries.push({ ...move(entry), recorded_at: entry['recorded_at'], mould });
  };
  for (let date = 1; date <= pastDates; date += 1)
    for (const commune of people.communes) lay(closedPattern, commune, -20 * date);
  const closed = dossiers.length;
  for (let date = 0; date < openDates; date += 1)
    for (const pattern of openPatterns) for (const commune of people.communes) lay(pattern, commune, -date);
  await insert(tx, 'bench_dossier', dossiers);
  for (let start = 0; start < entries.length; start += 2000)
    await insert(tx, 'bench_entry', entries.slice(start, start + 2000));
  await tx.run('create index on bench_dossier (mould)');
  await tx.run('create index on bench_entry (mould, version)');
  await tx.run('analyze bench_dossier');
  await tx.run('analyze bench_entry');
  return { closed, open: dossiers.length - closed };
}

/** Moulds of an earlier run on the same data. */
export async function findMoulds(tx: Tx): Promise<{ closed: number; open: number } | undefined> {
  const { made } = await tx.row<{ made: boolean }>(`select to_regclass('bench_dossier') is not null as made`);
  return made
    ? tx.row<{ closed: number; open: number }>(
        'select (count(*) filter (where closed))::int as closed, (count(*) filter (where not closed))::int as open from bench_dossier',
      )
    : undefined;
}

async function insert(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  await tx.run(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [json(rows)]);
}

async function readPattern(tx: Tx, code: string): Promise<Pattern> {
  const { dossier } = await tx.row<{ dossier: Row }>('select to_jsonb(d) as dossier from dossier d where code = $1', [
    code,
  ]);
  const entries = await tx.rows<{ entry: Row }>(
    'select to_jsonb(j) as entry from journal j where stream_id = $1 order by version',
    [dossier['id']],
  );
  const { sealed } = await tx.row<{ sealed: string }>(
    `select '\\x' || encode(p.sealed, 'hex') as sealed from journal j join journal_payload p on p.id = j.payload_id where j.stream_id = $1 and j.version = 1`,
    [dossier['id']],
  );
  return { dossier, entries: entries.map(({ entry }) => entry), sealed };
}

/** Puts a row elsewhere and earlier: ids of home become those of the commune, instants and dates go by whole weeks. */
function mover(home: Commune, commune: Commune, weeks: number): (row: Row) => Row {
  const changes = new Map<string, string>([
    [home.unit.id, commune.unit.id],
    [home.agencyId, commune.agencyId],
    ...roles.map((role): [string, string] => [home.officers[role].id, commune.officers[role].id]),
    ...roles.map((role): [string, string] => [home.officers[role].personId, commune.officers[role].personId]),
  ]);
  const ids = new RegExp([...changes.keys()].join('|'), 'g');
  const instants = /"(\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|\+00:00))"/g;
  const days = /"(\d{4}-\d\d-\d\d)"/g;
  return (row) =>
    JSON.parse(
      JSON.stringify(row)
        .replace(ids, (id) => changes.get(id) ?? id)
        .replace(instants, (_, at: string) => `"${Temporal.Instant.from(at).add({ hours: weeks * 7 * 24 })}"`)
        .replace(days, (_, day: string) => `"${Temporal.PlainDate.from(day).add({ weeks })}"`),
    ) as Row;
}

/** `221010`, in Việt Nam. */
function dayOf(instant: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDate()
    .toString()
    .slice(2)
    .replaceAll('-', '');
}
