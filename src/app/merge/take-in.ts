import { getCalendar, getProcedureVersion, withdrawProcedures } from '../../modules/catalogue/index.ts';
import { type SuccessionReport, succeedDossiers } from '../../modules/dossiers/index.ts';
import { officersOf } from '../../modules/identity/index.ts';
import { outdateMeasures } from '../../modules/indicators/index.ts';
import { type AuthorityTrust, keepTrust } from '../../modules/papers/index.ts';
import { type Merger, Successors } from '../../modules/territory/index.ts';
import type { StaffRole } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database.ts';
import { type Id, newId } from '../../platform/ids.ts';
import { appendAsOwner, streamStart } from '../../platform/journal.ts';
import type { MergingFacts } from '../../platform/merging/index.ts';
import type { Vault } from '../../platform/vault.ts';
import { mergeErrors } from './errors.ts';
import { mergingRules } from './rules.ts';
import { collisionsIn, columnsOf, rowsOf, tablesOf } from './table-sql.ts';
import { completePeople, listUnited, unitePeople } from './unite-people.ts';

export interface TakeIn {
  readonly facts: MergingFacts;
  readonly merger: Merger;
  readonly vault: Vault;
  /** SPKI of the key that signed the other province's daily roots. */
  readonly rootKey: Buffer;
  readonly backupSha256: string;
  readonly trust: AuthorityTrust;
}

export interface TakenIn {
  /** Rows that came, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows that stayed behind, with the reason. */
  readonly left: readonly { readonly table: string; readonly rows: number; readonly why: string }[];
  readonly united: number;
  readonly dossiers: SuccessionReport;
}

/** Ends the transaction with everything that stands in the way. */
export class Findings extends Error {
  readonly findings: readonly string[];

  constructor(findings: readonly string[]) {
    super('the provinces collide');
    this.findings = findings;
  }
}

/** Takes the other province's rows in and carries its dossiers over to the agencies that go on: one transaction of the owner, with writers stopped. */
export async function takeIn(tx: Tx, input: TakeIn): Promise<TakenIn> {
  const { facts } = input;
  await tx.run('set local idle_in_transaction_session_timeout = 0');
  await tx.run('lock table journal, dossier in share row exclusive mode');
  await tx.run('update province_state set epoch = epoch + 1');
  const findings = await unitePeople(tx, facts);
  const united = await listUnited(tx);
  const tables = await tablesOf(tx);
  const without = tables.find((table) => mergingRules[table] === undefined);
  if (without !== undefined) throw mergeErrors.noRule({ values: { table: without } });
  const { rows, left } = await takeTables(tx, tables, facts, findings);
  await completePeople(tx, facts);
  await withdrawProcedures(tx, facts.code, Temporal.PlainDate.from(facts.today));
  await tx.run('insert into journal_origin (code, public_key, backup_sha256, merged_at) values ($1, $2, $3, $4)', [
    facts.code,
    input.rootKey,
    input.backupSha256,
    facts.recordedAt,
  ]);
  await keepTrust(tx, facts.code, input.trust);
  const dossiers = await carryDossiersOver(tx, input, united, findings);
  await outdateMeasures(tx);
  await recordMerger(tx, input, rows, united);
  return { rows, left, united: united.size, dossiers };
}

async function takeTables(tx: Tx, tables: readonly string[], facts: MergingFacts, findings: string[]) {
  const rows: Record<string, number> = {};
  const left: { table: string; rows: number; why: string }[] = [];
  const wanted = Object.entries(mergingRules).filter(([table]) => tables.includes(table));
  for (const [table, rule] of wanted) {
    if (!rule.take || rule.collision === 'keep') continue;
    findings.push(...(await collisionsIn(tx, table, rowsOf(table, await columnsOf(tx, table), rule, facts))));
  }
  if (findings.length > 0) throw new Findings(findings);
  for (const [table, rule] of wanted) {
    if (!rule.take) {
      const { count } = await tx.row<{ count: number }>(`select count(*) as count from ${facts.from}."${table}"`);
      if (count > 0) left.push({ table, rows: count, why: rule.why });
      continue;
    }
    const columns = await columnsOf(tx, table);
    const names = columns.map((column) => `"${column}"`).join(', ');
    rows[table] = await tx.run(
      `insert into "${table}" (${names}) ${rowsOf(table, columns, rule, facts)}${rule.collision === 'keep' ? ' on conflict do nothing' : ''}`,
    );
  }
  return { rows, left };
}

async function carryDossiersOver(
  tx: Tx,
  { facts, merger, vault }: TakeIn,
  people: ReadonlyMap<Id<'person'>, Id<'person'>>,
  findings: string[],
): Promise<SuccessionReport> {
  const today = Temporal.PlainDate.from(facts.today);
  const successors = await Successors.load(tx, facts.code, facts.ownCode, today);
  const concerned = await tx.rows<{ agency: Id<'agency'>; unit: Id<'unit'>; count: number }>(
    `select a.id as agency, d.unit_id as unit, count(*) as count from ${facts.from}.dossier d
     cross join lateral unnest(array[d.leg_agency, d.competent_agency, (d.state #>> '{agencies,custodian}')::uuid]) a (id) group by 1, 2`,
  );
  const missing = new Map<string, number>();
  for (const { agency, unit, count } of concerned) {
    const key = successors.missing(agency, unit);
    if (key !== undefined) missing.set(key, (missing.get(key) ?? 0) + count);
  }
  findings.push(
    ...[...missing].map(
      ([key, count]) => `agency ${key} of province ${facts.code} has ${count} dossier(s) and no successor here`,
    ),
  );
  if (findings.length > 0) throw new Findings(findings);
  const holders = new Map<string, Id<'position'>>();
  const contents = new Map<string, ReturnType<typeof getProcedureVersion>>();
  const report = await succeedDossiers(tx, {
    dossiers: `${facts.from}.dossier`,
    vault,
    now: Temporal.Instant.from(facts.at),
    recordedAt: Temporal.Instant.from(facts.recordedAt),
    calendar: await getCalendar(tx, today),
    document: merger.document,
    people,
    successorOf: (agency, unit) => successors.of(agency, unit),
    holderAt: async (at, agency, role: StaffRole, field) => {
      const key = `${agency} ${role} ${field}`;
      const known = holders.get(key) ?? (await officersOf(at, agency, role, field, today))[0]?.id;
      if (known === undefined)
        throw new Findings([`agency ${agency} has nobody as ${role} for ${field}, but gets open dossiers`]);
      holders.set(key, known);
      return known;
    },
    contentOf: async (version) => {
      const found = contents.get(version) ?? getProcedureVersion(tx, version);
      contents.set(version, found);
      return (await found).content;
    },
  });
  return report;
}

/** The merger itself is an entry: what came from where, by which document, who was united. */
async function recordMerger(
  tx: Tx,
  { facts, merger, backupSha256 }: TakeIn,
  rows: Readonly<Record<string, number>>,
  united: ReadonlyMap<string, string>,
): Promise<void> {
  await appendAsOwner(
    tx,
    { capacity: 'job', name: 'merge' },
    streamStart,
    {
      streamKind: 'merger',
      streamId: newId(),
      action: 'take-in',
      at: Temporal.Instant.from(facts.at),
      schemaVersion: 1,
      facts: {
        province: facts.code,
        on: merger.on.toString(),
        document: merger.document,
        backup: backupSha256,
        rows,
        united: [...united].map(([from, to]) => ({ from, to })),
      },
    },
    Temporal.Instant.from(facts.recordedAt),
  );
}
