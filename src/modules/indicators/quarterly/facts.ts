import { createHash } from 'node:crypto';
import type { Unit } from '../../territory/index.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import { cheapestSteps, type Step } from '../editions/cheapest.ts';
import type { Edition } from '../editions/model.ts';
import { type IndexScore, scoreEdition } from '../editions/score.ts';
import { boardOf, type LeagueRow, leagueOf } from '../queries/board.ts';
import { indexInputs } from '../queries/index-inputs.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { monthsTold, type QuarterFigure, quarterFigure, quarterValue } from './figures.ts';
import { lastDayOf, type Quarter } from './quarter.ts';

/** All that a report tells of a unit and a quarter. */
export interface ReportFacts {
  readonly basis: Basis;
  readonly unit: Unit;
  readonly quarter: Quarter;
  readonly months: readonly string[];
  /** The quarter was not over on the day it is told as of. */
  readonly underWay: boolean;
  readonly sample: ReturnType<Basis['sample']>;
  /** Main ones first. */
  readonly figures: readonly QuarterFigure[];
  /** Units below for each indicator that can be compared; best first. */
  readonly leagues: readonly { readonly indicator: Indicator; readonly rows: readonly LeagueRow[] }[];
  readonly indices: readonly {
    readonly edition: Edition;
    readonly score: IndexScore;
    readonly steps: readonly Step[];
  }[];
  /** Of the definitions by which all of it was worked out. */
  readonly fingerprint: string;
}

/** Undefined where nothing was counted in the quarter. */
export function gatherReport(basis: Basis, unit: Unit, quarter: Quarter): ReportFacts | undefined {
  const months = monthsTold(basis, quarter);
  const last = months.at(-1);
  if (last === undefined) return undefined;
  const figures = boardOf(basis, unit, last).map(({ indicator }) => quarterFigure(basis, indicator, unit, quarter));
  const samples = months.map((month) => basis.sample(unit, month));
  return {
    basis,
    unit,
    quarter,
    months,
    underWay: Temporal.PlainDate.compare(lastDayOf(quarter), basis.knownBy) >= 0,
    sample: {
      some: samples.some(({ some }) => some),
      synthetic: added(samples, 'synthetic'),
      of: added(samples, 'of'),
    },
    figures,
    leagues: unit.level === 'commune' ? [] : leagues(basis, unit, quarter, last, figures),
    indices: basis.definitions.editions
      .filter(({ level, validFrom, validTo }) => level === unit.level && validFrom <= last && (validTo ?? '9') >= last)
      .map((edition) => {
        const inputs = indexInputs(basis, edition, unit, months);
        return { edition, score: scoreEdition(edition, { inputs }), steps: cheapestSteps(edition, inputs) };
      }),
    fingerprint: fingerprintOf(basis.definitions),
  };
}

/** Undefined where one of them may not be shown. */
function added(samples: readonly ReturnType<Basis['sample']>[], key: 'synthetic' | 'of'): number | undefined {
  return samples.reduce<number | undefined>(
    (sum, { [key]: each }) => (sum === undefined || each === undefined ? undefined : sum + each),
    0,
  );
}

/** Comparable is what at least two units below have a rank in. */
function leagues(basis: Basis, unit: Unit, quarter: Quarter, month: string, figures: readonly QuarterFigure[]) {
  return figures
    .filter(({ row: { indicator } }) => indicator.headline !== undefined && indicator.levels.includes('commune'))
    .map(({ row: { indicator } }) => ({
      indicator,
      rows: leagueOf(basis, indicator, unit, month, 'commune', (each) => quarterValue(basis, indicator, each, quarter)),
    }))
    .filter(({ rows }) => rows.filter(({ rank }) => rank !== undefined).length >= 2);
}

/** The same for the same definitions, whoever loads them: formulas count by their source. */
export function fingerprintOf(definitions: Definitions): string {
  const text = JSON.stringify(definitions, (key: string, value: unknown) =>
    key === 'formula' && typeof value === 'object' && value !== null && 'source' in value ? value.source : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
