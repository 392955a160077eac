import { type Actor, publicActor } from '../../../platform/actor.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { indicatorErrors } from '../errors.ts';
import { usualMonth } from './board.ts';
import type { Basis, IndicatorReader, MappedUnit } from './indicator-reader.ts';

/** As typed: a month or day that is not there gets the usual one, not a list of faults. */
export interface Asked {
  readonly thang?: unknown;
  readonly biet?: unknown;
  readonly 'dia-gioi'?: unknown;
}

export interface Told {
  readonly basis: Basis;
  readonly month: string | undefined;
  readonly knownBy: string | undefined;
}

/** The figures as known now or by an earlier day, by the units of that day or of another, as far as the reader may see them, and the month that is told of. */
export async function basisFor(
  reader: IndicatorReader,
  biet: unknown,
  thang: unknown,
  actor: Actor = publicActor,
  diaGioi?: unknown,
): Promise<Told> {
  const current = await reader.current(actor);
  const day = dayOf(biet);
  const past = day !== undefined && Temporal.PlainDate.compare(day, current.today) < 0 ? day : undefined;
  const usual = past === undefined ? current : await reader.asKnown(past, actor);
  const basis = usual.onMap(dayOf(diaGioi) ?? usual.knownBy);
  const month = basis.months.find((each) => each === thang) ?? usualMonth(basis);
  return { basis, month, knownBy: past?.toString() };
}

function dayOf(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  try {
    return Temporal.PlainDate.from(value);
  } catch {
    return undefined;
  }
}

export function unitOf(basis: Basis, code: string | undefined): MappedUnit {
  const unit = code === undefined ? basis.province : basis.byCode.get(code);
  if (unit === undefined) throw indicatorErrors.unitNotFound();
  return unit;
}

/** An indicator that is told of units of this level. */
export function indicatorOf(basis: Basis, unit: Unit, key: string): Indicator {
  const indicator = basis.definitions.indicators.find((each) => each.key === key && each.levels.includes(unit.level));
  if (indicator === undefined) throw indicatorErrors.indicatorNotFound();
  return indicator;
}
