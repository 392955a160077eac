import { readMeasures } from '../src/modules/indicators/index.ts';
import { progressMeasures } from '../src/modules/progress/index.ts';
import type { Database } from '../src/platform/database.ts';

/** What was counted of everything in all units, in full, by the last part of the measure's name. */
export async function allFigures(database: Database): Promise<Readonly<Record<string, number>>> {
  const ever = { from: Temporal.PlainDate.from('1900-01-01'), to: Temporal.PlainDate.from('9999-12-31') };
  const rows = await database.asOwner((tx) => readMeasures(tx, { measures: progressMeasures, ...ever, by: 'month' }));
  const sums = Object.fromEntries(progressMeasures.map((key) => [key.replace('dossiers.', ''), 0]));
  for (const { measure, value } of rows) {
    const name = measure.replace('dossiers.', '');
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}
