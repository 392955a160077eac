import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { listPapersWaitingAt, type Paper } from '../../papers/index.ts';
import { type Agency, getAgency, getUnit, type Unit } from '../../territory/index.ts';
import { readAskedSince, readDefinitions } from '../definitions/store.ts';
import { readMissing } from './missing.ts';
import { type Duty, dutiesOf, type KnownFigure, type PartOfBase, partsOfBases, streamOf } from './model.ts';
import type { Committees } from './policy.ts';
import { listReports, readFigures } from './store.ts';

export const committeeKinds: readonly Agency['kind'][] = [
  'commune-committee',
  'district-committee',
  'province-committee',
];

/** Committees that answer for each unit on a day, and those above it, nearest first. */
export async function listCommittees(
  tx: Tx,
  unitIds: readonly Id<'unit'>[],
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<Id<'unit'>, Committees>> {
  const rows = await tx.rows<{ unitId: Id<'unit'>; committees: Committees | null }>(
    'select u as "unitId", figure_agencies(u, $2) as committees from unnest($1::uuid[]) as u',
    [unitIds, today],
  );
  return new Map(rows.map(({ unitId, committees }) => [unitId, committees ?? []]));
}

export async function readCommittees(tx: Tx, unitId: Id<'unit'>, today: Temporal.PlainDate): Promise<Committees> {
  return (await listCommittees(tx, [unitId], today)).get(unitId) ?? [];
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
  /** Asked for and not reported, of periods before those of the form. */
  readonly missingBefore: readonly Duty[];
  /** By figure, files that wait to go with the next declaration. */
  readonly waitingEvidence: ReadonlyMap<string, readonly Paper[]>;
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
  const askedSince = await readAskedSince(tx);
  const duties = dutiesOf(figures, unit, month, askedSince);
  if (duties.length === 0) return undefined;
  const wanted = duties.map(({ definition, period }) => ({ figure: definition.key, period }));
  const stands = new Map((await listReports(tx, wanted, [unit.id])).map((known) => [known.figure, known]));
  const streams = new Map(wanted.map(({ figure, period }) => [streamOf(figure, unit.id, period) as string, figure]));
  const waitingEvidence = Map.groupBy(
    await listPapersWaitingAt(tx, [...streams.keys()]),
    ({ draftId }) => streams.get(draftId ?? '') ?? '',
  );
  const before = new Map<string, KnownFigure>();
  for (const [from, some] of Map.groupBy(duties, ({ period }) => period.from.toString())) {
    const to = Temporal.PlainDate.from(from).subtract({ days: 1 });
    const keys = some.map(({ definition }) => definition.key);
    for (const known of await readFigures(tx, { figures: keys, unitIds: [unit.id], to }))
      before.set(known.figure, known);
  }
  const missing = await readMissing(tx, { figures, units: [unit], askedSince, today });
  const inForm = new Map(duties.map(({ definition, period }) => [definition.key, period.to]));
  const missingBefore = missing.flatMap(({ duty }) => {
    const shown = inForm.get(duty.definition.key);
    return shown !== undefined && Temporal.PlainDate.compare(duty.period.to, shown) < 0 ? [duty] : [];
  });
  return { unit, duties, stands, before, parts: partsOfBases(indicators), missingBefore, waitingEvidence };
}
