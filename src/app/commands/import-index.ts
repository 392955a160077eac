import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeImport, importIndex } from '../../modules/indicators/index.ts';
import { defineErrors } from '../../platform/errors.ts';
import { assertProvinceFolder } from '../publish-files.ts';
import { assertAtMost, type CommandContext } from './context.ts';

const errors = defineErrors('IMP', {
  wordsNeeded: [
    '0001',
    'invalid',
    'Cần tên tệp, --edition và --from. Ví dụ: cuaso import-index phu-luc.xlsx --edition dti-922 --from 2023-01-01',
    'A file, --edition and --from are needed. Example: cuaso import-index annex.xlsx --edition dti-922 --from 2023-01-01',
  ],
});

/** Brings the official annex of an index into the province's files; `cuaso publish` then makes the version. */
export async function importIndexCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      edition: { type: 'string' },
      from: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [file] = assertAtMost(positionals, 1);
  const { edition, from, 'dry-run': dryRun } = values;
  if (file === undefined || edition === undefined || from === undefined) throw errors.wordsNeeded();
  assertProvinceFolder(config.provinceDir);
  const report = await importIndex({
    dir: config.provinceDir,
    editionKey: edition,
    file: resolve(file),
    from,
    dryRun,
  });
  if (!('plan' in report)) {
    for (const line of report.faults) print(line);
    print(`${report.faults.length} fault(s); nothing was changed.`);
    return 1;
  }
  for (const line of describeImport(report.plan, report.edition, report.ignored)) print(line);
  print(
    report.written === undefined
      ? 'Only a trial; nothing was changed.'
      : `${report.written} is written and counts from ${from}. Now: cuaso publish`,
  );
  return 0;
}
