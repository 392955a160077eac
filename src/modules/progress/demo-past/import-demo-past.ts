import { setImmediate } from 'node:timers/promises';
import { publicActor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { type Id, nameId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { Vault } from '../../../platform/vault.ts';
import {
  getCalendar,
  isWorkingDay,
  listProcedures,
  listReasons,
  type ProcedureVersion,
  type SamplePast,
  type WorkingCalendar,
} from '../../catalogue/index.ts';
import { dossierCode, type ImportedDossier, importDossiers, reserveNumbers } from '../../dossiers/index.ts';
import { listPositionsOfAgency, type Position } from '../../identity/index.ts';
import { type Agency, listAgencies, listUnits, type Unit } from '../../territory/index.ts';
import { Chance } from './chance.ts';
import { type Act, inventHistory, type ReasonKeys } from './history.ts';
import { inventAnswers } from './invented-answers.ts';
import { inventPerson } from './invented-people.ts';
import { type Desk, type PlannedFiling, planFilings } from './plan.ts';

export interface DemoPastOptions {
  readonly database: Database;
  readonly vault: Vault;
  /** Part of the ids, so that what two provinces invent can be merged. */
  readonly provinceCode: string;
  /** Business time at which the demonstration begins: the past ends here. */
  readonly until: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  /** Enough for every commune to have something in every month, few enough to be made in seconds. */
  readonly filings?: number;
  readonly onlinePercent?: SamplePast['onlinePercent'];
}

const defaultFilings = 3600;
const seed = 20221010;
/** Filings worked on before others get their turn: some 20 ms. */
const turn = 40;

/**
 * Gives the demonstration a past: some months of dossiers that nobody filed, all marked synthetic, through the journal like any other. Done
 * once; a start that was cut off in between brings in what is missing. Returns how many were brought in.
 */
export async function importDemoPast(options: DemoPastOptions): Promise<number> {
  const next = demoPastInParts(options);
  let made = 0;
  for (let part = await next(); part > 0; part = await next()) made += part;
  return made;
}

/** Dossiers of one part: a server that is told to stop waits for one at most. */
const partSize = 300;

/** The same, a part at each call, so that it can be background work; 0 when there is nothing left to do. */
export function demoPastInParts(options: DemoPastOptions): () => Promise<number> {
  const { database, vault, recordedAt } = options;
  let left: ImportedDossier[] | undefined;
  let done = false;
  return async () => {
    if (done) return 0;
    left ??= await missingDossiers(options);
    const part = left.slice(0, partSize);
    await importDossiers({ database, vault, recordedAt }, part);
    left = left.slice(part.length);
    if (left.length === 0) {
      await database.asOwner((tx) =>
        tx.run('update progress_state set demo_past_made = true where not demo_past_made'),
      );
      done = true;
    }
    return part.length;
  };
}

async function missingDossiers({
  database,
  provinceCode,
  until,
  filings = defaultFilings,
  onlinePercent = [],
}: DemoPastOptions): Promise<ImportedDossier[]> {
  if (await hasDemoPast(database)) return [];
  const world = await database.asOwner((tx) => readWorld(tx, dateOf(until)));
  const { made, chance } = await inventHistories(world, { provinceCode, until, filings, onlinePercent });
  const missing = await database.asOwner(async (tx) => {
    const left = await withoutKnown(tx, world, made);
    await giveNumbers(tx, left);
    return left;
  });
  return withAnswers(missing, chance);
}

/** An earlier program may have begun it by another plan: what it made stands in for as many of the earliest that this one planned. */
async function withoutKnown(tx: Tx, { communes }: DemoWorld, made: readonly Made[]): Promise<readonly Made[]> {
  const there = await tx.rows<{ id: string }>('select id from dossier where synthetic and unit_id = any ($1)', [
    communes.map(({ id }) => id),
  ]);
  const known = new Set(there.map(({ id }) => id));
  const left = made.filter(({ id }) => !known.has(id));
  return left.slice(known.size - (made.length - left.length));
}

/** Whether the past is there already, whole. */
export async function hasDemoPast(database: Database): Promise<boolean> {
  const { made } = await database.read(publicActor, (tx) =>
    tx.row<{ made: boolean }>('select demo_past_made as made from progress_state'),
  );
  return made;
}

interface DemoWorld {
  readonly communes: readonly Unit[];
  readonly units: ReadonlyMap<Id<'unit'>, Unit>;
  readonly agencies: readonly Agency[];
  readonly positions: ReadonlyMap<Id<'agency'>, readonly Position[]>;
  readonly procedures: readonly ProcedureVersion[];
  readonly calendar: WorkingCalendar;
  readonly reasons: ReasonKeys;
}

async function readWorld(tx: Tx, today: Temporal.PlainDate): Promise<DemoWorld> {
  const units = await listUnits(tx, today);
  const agencies = await listAgencies(tx, today);
  const positions = new Map<Id<'agency'>, readonly Position[]>();
  for (const agency of agencies) positions.set(agency.id, await listPositionsOfAgency(tx, agency.id, today));
  const keys = async (use: 'supplement' | 'refuse-intake' | 'refuse-result') =>
    (await listReasons(tx, use)).map(({ key }) => key);
  return {
    communes: units.filter(({ level }) => level === 'commune'),
    units: new Map(units.map((unit) => [unit.id, unit])),
    agencies,
    positions,
    procedures: (await listProcedures(tx, today)).filter(({ content }) => content.form !== undefined),
    calendar: await getCalendar(tx),
    reasons: {
      supplement: await keys('supplement'),
      refuseIntake: await keys('refuse-intake'),
      refuseResult: await keys('refuse-result'),
    },
  };
}

interface Made {
  readonly filing: PlannedFiling;
  readonly desk: Desk;
  readonly id: Id<'dossier'>;
  readonly acts: readonly Act[];
}

/** The whole past, the same each time for the same world. It takes seconds: others get their turn in between. */
async function inventHistories(
  world: DemoWorld,
  {
    provinceCode,
    until,
    filings,
    onlinePercent,
  }: Required<Pick<DemoPastOptions, 'provinceCode' | 'until' | 'filings' | 'onlinePercent'>>,
): Promise<{ made: Made[]; chance: Chance }> {
  const chance = new Chance(seed);
  const end = dateOf(until);
  const plan = planFilings(
    {
      from: firstMonth(end, onlinePercent).toPlainDate({ day: 1 }),
      until: end,
      filings,
      onlineShare: new Map(onlinePercent.map(({ month, percent }) => [month, percent / 100])),
      busy: new Map(onlinePercent.map(({ month, busy = 1 }) => [month, busy])),
      communes: world.communes,
      procedures: world.procedures,
      isWorkingDay: (date) => isWorkingDay(date, world.calendar),
    },
    chance,
  );
  const desks = new Desks(world);
  const made: Made[] = [];
  for (const [index, filing] of plan.entries()) {
    if (index % turn === 0) await setImmediate();
    const desk = desks.of(filing);
    if (desk === undefined || Temporal.Instant.compare(filing.filedAt, until) >= 0) continue;
    const id = nameId('dossier', 'demo-past', provinceCode, String(seed), String(index));
    const acts = inventHistory(
      {
        id,
        filing,
        desk,
        calendar: world.calendar,
        reasons: world.reasons,
        until,
      },
      chance,
    );
    if (acts !== undefined) made.push({ filing, desk, id, acts });
  }
  return { made, chance };
}

/** The first month of which the province's file tells; without one three whole months and the days up to the demonstration. */
function firstMonth(end: Temporal.PlainDate, onlinePercent: SamplePast['onlinePercent']): Temporal.PlainYearMonth {
  const [first] = onlinePercent.map(({ month }) => month).sort((a, b) => a.localeCompare(b));
  return first === undefined ? end.toPlainYearMonth().subtract({ months: 3 }) : Temporal.PlainYearMonth.from(first);
}

async function withAnswers(made: readonly Made[], chance: Chance): Promise<ImportedDossier[]> {
  const dossiers: ImportedDossier[] = [];
  for (const { filing, id, acts } of made) {
    if (dossiers.length % turn === 0) await setImmediate();
    const form = filing.version.content.form;
    const answers =
      form === undefined
        ? {}
        : inventAnswers(form, { communeId: filing.commune.id, today: dateOf(filing.filedAt) }, chance);
    dossiers.push({ id, history: acts, answers: answers as unknown as JsonObject, people: [inventPerson(chance, 0)] });
  }
  return dossiers;
}

/** Codes run through a day by agency, numbers of documents through a year by agency and field, in the order in which they were issued. */
async function giveNumbers(tx: Tx, made: readonly Made[]): Promise<void> {
  const filed = made.map(({ desk, filing, acts }) => {
    const day = dateOf(filing.filedAt);
    return { acts, desk, day, row: { agency: desk.agencyId, day: day.toString() } };
  });
  const issued = made
    .flatMap(({ desk, filing, acts }) =>
      acts.map(({ event }) => {
        const at = Temporal.Instant.from(event.at);
        return {
          event,
          at,
          row: { agency: desk.agencyId, year: dateOf(at).year, series: filing.version.content.field },
        };
      }),
    )
    .filter(({ event }) => event.action === 'issue')
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const next = await reserveNumbers(
    tx,
    [...filed, ...issued].map(({ row }) => row),
  );
  for (const { acts, desk, day, row } of filed)
    Object.assign(acts[0]?.event.facts ?? {}, { code: dossierCode(desk.identifier, day, next(row)) });
  for (const { event, row } of issued) Object.assign(event.facts, { number: `${next(row)}/${row.year}` });
}

/** Which agency decides for a commune, and who sits there; looked up once. */
class Desks {
  readonly #world: DemoWorld;
  readonly #known = new Map<Id<'agency'>, Desk>();

  constructor(world: DemoWorld) {
    this.#world = world;
  }

  of({ commune, version }: PlannedFiling): Desk | undefined {
    const agency = this.#agencyFor(commune, version.content.competence);
    if (agency === undefined) return undefined;
    const found = this.#known.get(agency.id) ?? this.#make(agency);
    this.#known.set(agency.id, found);
    return found;
  }

  #agencyFor(commune: Unit, { level, department }: ProcedureVersion['content']['competence']): Agency | undefined {
    const { agencies, units } = this.#world;
    if (department !== undefined) return agencies.find(({ key }) => key === department);
    let unit: Unit | undefined = commune;
    while (unit !== undefined && unit.level !== level)
      unit = unit.parentId === undefined ? undefined : units.get(unit.parentId);
    const id = unit?.id;
    return agencies.find((agency) => agency.unitId === id && agency.kind === `${level}-committee`);
  }

  #make(agency: Agency): Desk {
    const positions = this.#world.positions.get(agency.id) ?? [];
    return {
      agencyId: agency.id,
      identifier: agency.identifier,
      position: (role, field) => {
        const able = positions.filter(
          ({ roles, fields }) => roles.includes(role) && (fields.length === 0 || fields.includes(field)),
        );
        // As the product chooses: whoever has the field by name before whoever has all of them.
        const found = able.find(({ fields }) => fields.length > 0) ?? able[0];
        return found && { positionId: found.id, personId: found.personId };
      },
    };
  }
}
