import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeErrors } from '../merge/errors.ts';
import { type MergeReport, mergeProvince, settle } from '../merge/merge-province.ts';
import { openProvince } from '../open-province.ts';
import type { CommandContext } from './context.ts';

/** Takes another province in, from its backup; the platform is stopped meanwhile. */
export async function mergeCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw mergeErrors.fileNeeded();
  const dryRun = values['dry-run'];
  const province = await openProvince(config, print);
  try {
    const file = resolve(name);
    const report = await mergeProvince(province, { file, secret: config.mergeSecret, dryRun, log: print });
    for (const line of inWords(report, dryRun)) print(line);
    if (report.findings.length > 0) return 1;
    if (dryRun) return 0;
    const { counted, faults } = await settle(province);
    for (const fault of faults) print(fault);
    print(
      `${counted} entries counted for the figures of both. The journal is ${faults.length === 0 ? 'whole' : 'NOT whole'}.`,
    );
    print('Publish the files of this province again, then start the platform: npm start');
    return faults.length === 0 ? 0 : 1;
  } finally {
    await province.close();
  }
}

function inWords(report: MergeReport, dryRun: boolean): string[] {
  if (report.findings.length > 0)
    return [...report.findings, `${report.findings.length} finding(s); nothing was changed.`];
  const { rows, dossiers } = report;
  const count = (table: string) => rows[table] ?? 0;
  return [
    `Province ${report.code} ${dryRun ? 'could be' : 'was'} taken in${dryRun ? '; nothing was changed' : ''}:`,
    `  ${count('person')} people, and ${report.united} more who are known here; ${count('organisation')} organisations; ${count('staff_position')} positions, all ended`,
    `  ${dossiers.closed + dossiers.open} dossiers: custody of ${dossiers.closed} closed ones, ${dossiers.open} open ones with a new owner`,
    `  ${count('journal')} entries of the journal, ${count('paper')} papers, ${count('issued_result')} results, ${report.contents} contents of files`,
    ...report.left
      .filter(({ table }) => table === 'draft' || table === 'intake')
      .map(({ table, rows: left, why }) => `  left behind: ${left} of ${table} (${why})`),
  ];
}
