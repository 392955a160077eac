import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { type Agency, getAgency, getUnit, listAgencies, listUnits, type Unit } from '../../territory/index.ts';
import { readDefinitions } from '../definitions/store.ts';
import { type Duty, dutiesOf, type KnownFigure, type PartOfBase, partsOfBases } from './model.ts';
import type { Committees } from './policy.ts';
import { listReports, readFigures } from './store.ts';

const committeeKinds: readonly Agency['kind'][] = ['commune-committee', 'district-committee', 'province-committee'];

/** Committees of each unit and above it, nearest first, on a day. */
export async function readCommittees(tx: Tx, today: Temporal.PlainDate): Promise<(unitId: Id<'unit'>) => Committees> {
  const units = new Map((await listUnits(tx, today)).map((unit) => [unit.id, unit]));
  const committees = new Map(
    (await listAgencies(tx, today))
      .filter(({ kind }) => committeeKinds.includes(kind))
      .map((agency) => [agency.unitId, agency.id]),
  );
  const chainOf = (unit: Unit | undefined): Committees =>
    unit === undefined
      ? []
      : [
          ...(committees.get(unit.id) === undefined ? [] : [committees.get(unit.id) as Id<'agency'>]),
          ...chainOf(unit.parentId && units.get(unit.parentId)),
        ];
  return (unitId) => chainOf(units.get(unitId));
}

/** What an agency reports as of a month, and how it stands. */
export interface ReportForm {
  readonly unit: Unit;
  readonly duties: readonly Duty[];
  /** By figure, for the period of the form. */
  readonly stands: ReadonlyMap<string, KnownFigure>;
  /** By figure, the newest of an earlier period. */
  readonly before: ReadonlyMap<string, KnownFigure>;
  readonly parts: readonly PartOfBase[];
}

/** Undefined for agencies that report nothing: departments, one-stop offices, a committee of a level without figures. */
export async function readForm(
  tx: Tx,
  actor: StaffActor,
  month: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Promise<ReportForm | undefined> {
  const agency = await getAgency(tx, actor.agencyId);
  if (!committeeKinds.includes(agency.kind)) return undefined;
  const unit = await getUnit(tx, agency.unitId);
  const validOn = month.add({ months: 1 }).subtract({ days: 1 });
  const { figures, indicators } = await readDefinitions(tx, { validOn, knownBy: today });
  const duties = dutiesOf(figures, unit.level, month);
  if (duties.length === 0) return undefined;
  const wanted = duties.map(({ definition, period }) => ({ figure: definition.key, period }));
  const stands = new Map((await listReports(tx, wanted, [unit.id])).map((known) => [known.figure, known]));
  const before = new Map<string, KnownFigure>();
  for (const [from, some] of Map.groupBy(duties, ({ period }) => period.from.toString())) {
    const to = Temporal.PlainDate.from(from).subtract({ days: 1 });
    const keys = some.map(({ definition }) => definition.key);
    for (const known of await readFigures(tx, { figures: keys, unitIds: [unit.id], to }))
      before.set(known.figure, known);
  }
  return { unit, duties, stands, before, parts: partsOfBases(indicators) };
}
