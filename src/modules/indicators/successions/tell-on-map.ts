import type { Id } from '../../../platform/ids.ts';
import type { Indicator, UnitLevel } from '../definitions/model.ts';
import { type KnownInputs, type MeasureSums, tellValue, type Value } from '../values/model.ts';
import { mergingRuleOf } from './merging-rule.ts';
import type { UnitMap, UnitMaps } from './unit-maps.ts';

/** Where a value is asked for: a unit of `map`, in a month in which the map `recorded` was in force. */
export interface MapQuestion {
  readonly maps: UnitMaps;
  readonly map: UnitMap;
  readonly recorded: UnitMap;
  /** Sums of the month, rolled up on a map. */
  sums(map: UnitMap): MeasureSums;
  /** The newest number of a figure for a unit of any map, within the month or before it. */
  readonly figure: KnownInputs['figure'];
  readonly levelOf: KnownInputs['levelOf'];
  readonly components: KnownInputs['components'];
}

const untold = (state: Value['state']): Value => ({
  state,
  value: undefined,
  inputs: {},
  coverage: undefined,
  reportedTo: undefined,
  synthetic: false,
});

/**
 * The value of an indicator for a unit of one map in a month of another: what its parts of then had, put together by the indicator's rule. Where a part
 * of then was divided, nobody knows how much of it came here, so nothing is told. Pure.
 */
export function tellOnMap(
  indicator: Indicator,
  unit: { readonly id: Id<'unit'>; readonly level: UnitLevel },
  question: MapQuestion,
): Value {
  const { maps, map, recorded } = question;
  const rule = mergingRuleOf(indicator);
  const own = maps.parts(map, recorded, unit.id, unit.level);
  if (!own.some(({ id }) => id === unit.id)) {
    if (maps.divided(map, recorded, unit.id).length > 0) return untold('divided');
    if (own.length === 0) return untold('missing');
    // One unit that only got another name or code goes on.
    if (rule === 'restart' && own.length > 1) return untold('restarted');
  }
  const ids = (level: UnitLevel) => maps.parts(map, recorded, unit.id, level).map(({ id }) => id);
  if (rule === 'sum' || rule === 'restart')
    return tellValue(indicator, unit.id, {
      measures: question.sums(map),
      figure: question.figure,
      levelOf: question.levelOf,
      components: question.components,
      below: (_unit, level) => ids(level),
    });
  const reported = indicator.inputs.find(({ figure }) => figure !== undefined)?.figure;
  const parts = reported === undefined ? ids(unit.level) : ids(question.levelOf(reported));
  const values = parts.map((id): [Id<'unit'>, Value] => [
    id,
    tellValue(indicator, id, {
      measures: question.sums(recorded),
      figure: question.figure,
      levelOf: question.levelOf,
      components: question.components,
      below: () => [id],
    }),
  ]);
  const [only] = values;
  if (only !== undefined && values.length === 1) return only[1];
  return meanOf(
    values.map(([id, value]) => ({ value, weight: rule === 'mean' ? 1 : weightOf(indicator, id, value, question) })),
  );
}

function weightOf({ mergedBy = '' }: Indicator, id: Id<'unit'>, value: Value, { figure }: MapQuestion) {
  return value.inputs[mergedBy] ?? figure(mergedBy, id)?.value;
}

/** Parts in which there was nothing to measure do not count; parts that are unknown make it partly known. */
function meanOf(parts: readonly { readonly value: Value; readonly weight: number | undefined }[]): Value {
  const asked = parts.filter(({ value }) => value.state !== 'not-applicable');
  const known = asked.flatMap(({ value, weight }) =>
    value.value === undefined || weight === undefined || weight <= 0 ? [] : [{ value: value.value, weight }],
  );
  if (known.length === 0) return untold(asked.length === 0 && parts.length > 0 ? 'not-applicable' : 'missing');
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const ends = parts.flatMap(({ value }) => value.reportedTo ?? []).sort(Temporal.PlainDate.compare);
  return {
    state: known.length < asked.length ? 'partly' : 'known',
    value: known.reduce((sum, { value, weight }) => sum + value * weight, 0) / total,
    inputs: {},
    coverage: { reported: known.length, units: asked.length },
    reportedTo: ends.at(-1),
    synthetic: parts.some(({ value }) => value.synthetic),
  };
}
