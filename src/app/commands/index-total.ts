import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeTotals, totalTable } from '../../modules/indicators/index.ts';
import { defineErrors } from '../../platform/errors.ts';
import { assertProvinceFolder } from '../publish-files.ts';
import { assertAtMost, type CommandContext } from './context.ts';

const errors = defineErrors('TOT', {
  wordsNeeded: [
    '0001',
    'invalid',
    'Cần tên tệp và --edition. Ví dụ: cuaso index-total gia-tri.csv --edition dti-922',
    'A file and --edition are needed. Example: cuaso index-total values.csv --edition dti-922',
  ],
});

/** Totals of an index for the units of a table, by the edition's rule. */
export async function indexTotalCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { edition: { type: 'string' }, points: { type: 'boolean', default: false } },
  });
  const [file] = assertAtMost(positionals, 1);
  if (file === undefined || values.edition === undefined) throw errors.wordsNeeded();
  assertProvinceFolder(config.provinceDir);
  const table = await totalTable({
    dir: config.provinceDir,
    editionKey: values.edition,
    file: resolve(file),
    of: values.points ? 'points' : 'values',
  });
  if (!('units' in table)) {
    for (const line of table.faults) print(line);
    print(`${table.faults.length} fault(s); nothing was worked out.`);
    return 1;
  }
  for (const line of describeTotals(table.edition, table.units)) print(line);
  return 0;
}
