import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { readYaml } from '../../../platform/yaml-source.ts';
import { type Edition, nodesOf } from '../editions/model.ts';
import { readEdition } from '../editions/read-edition.ts';
import { readAnnex } from './annex.ts';
import { importErrors } from './errors.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { readSheets } from './read-sheet.ts';
import { formatSheetFault } from './sheet.ts';
import { writeEdition } from './write-edition.ts';

export interface ImportQuestion {
  /** The province's folder. */
  readonly dir: string;
  readonly editionKey: string;
  readonly file: string;
  /** First day that the new version counts for. */
  readonly from: string;
  readonly dryRun: boolean;
}

export type ImportReport =
  | { readonly faults: readonly string[] }
  | {
      readonly faults: readonly [];
      readonly plan: ImportPlan;
      readonly ignored: readonly string[];
      readonly edition: Edition;
      /** Relative to the province's folder. */
      readonly written: string | undefined;
    };

/**
 * Reads the official annex of an edition into the province's file of it: all of it or nothing. The database is not touched; publishing makes a new
 * version of the file. Errors: those of `importErrors`.
 */
export async function importIndex({ dir, editionKey, file, from, dryRun }: ImportQuestion): Promise<ImportReport> {
  const { path, edition } = loadEdition(dir, editionKey);
  assertDay(from, edition);
  if (edition.rule !== 'sum') throw importErrors.weighs({ values: { key: editionKey } });
  const { sheet, annex, faults } = readAnnex(await readSheets(file));
  const planned = annex === undefined ? undefined : planImport(edition, annex);
  const all = [...faults, ...(planned?.faults ?? [])];
  if (annex === undefined || planned === undefined || all.length > 0)
    return { faults: all.map((fault) => formatSheetFault(sheet, fault)) };
  const text = readFileSync(path, 'utf8');
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  writeEdition(document, edition, planned.plan.placed, { from, file: sheet.file });
  const changed = document.toString({ lineWidth: 0 });
  const made = readAsFile(changed, editionKey);
  if (!dryRun) replaceFile(path, changed);
  const written = dryRun ? undefined : `indicators/editions/${editionKey}.yaml`;
  return { faults: [], plan: planned.plan, ignored: annex.ignored, edition: made, written };
}

/** An edition of a province's folder, as its file has it. */
export function loadEdition(dir: string, key: string): { readonly path: string; readonly edition: Edition } {
  const folder = join(dir, 'indicators', 'editions');
  const known = listEditions(folder);
  if (!known.includes(key)) throw importErrors.editionNotFound({ values: { key, known: known.join(', ') || '-' } });
  const path = join(folder, `${key}.yaml`);
  return { path, edition: readChecked(path, key) };
}

function listEditions(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
      .sort();
  } catch {
    return [];
  }
}

function readChecked(path: string, key: string): Edition {
  const source = readYaml(path, `${key}.yaml`);
  const { edition, faults } = 'value' in source ? readEdition(source) : { edition: undefined, faults: source };
  if (edition === undefined) {
    const lines = faults.slice(0, 20).map(({ file, line, column, words }) => `${file}:${line}:${column} ${words.en}`);
    throw importErrors.editionFaulty({ values: { key, faults: lines.join('\n') } });
  }
  return edition;
}

/** The new text is read as any other file, apart from the province's, before it may take the place of the old one. */
function readAsFile(text: string, key: string): Edition {
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-import-'));
  try {
    writeFileSync(join(folder, 'edition'), text);
    return readChecked(join(folder, 'edition'), key);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In one step; until then it is not called `.yaml`, so that whoever reads the folder meanwhile does not see it. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function assertDay(day: string, { validTo }: Edition): void {
  const refuse = () => importErrors.badDay({ values: { day } });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw refuse();
  try {
    Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch {
    throw refuse();
  }
  if (validTo !== undefined && day > validTo) throw refuse();
}

/** What an import changes, as lines of a terminal. */
export function describeImport({ changes }: ImportPlan, edition: Edition, ignored: readonly string[]): string[] {
  const leaves = [...nodesOf(edition.nodes)].filter(({ nodes }) => nodes.length === 0);
  const of = <Kind extends ImportPlan['changes'][number]['kind']>(kind: Kind) =>
    changes.filter((change): change is Extract<(typeof changes)[number], { kind: Kind }> => change.kind === kind);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`)];
  const name = (text: string) => (text === '' ? '(no name)' : `"${text}"`);
  return [
    `${edition.key}: ${edition.nodes.length} main indicators, ${leaves.length} components, ${edition.total.points} points.`,
    ...ignored.map((heading) => `column left out: ${heading}`),
    ...section(
      'names changed',
      of('renamed').map(({ code, from, to, was }) => `${code} ${name(from)} (${was}) -> ${name(to)}`),
    ),
    ...section(
      'codes changed',
      of('recoded').map(({ code, from }) => `${from} -> ${code}`),
    ),
    ...section(
      'points changed',
      of('points').map(
        ({ code, from, to, placeholder }) => `${code} ${from ?? '?'}${placeholder ? ' (placeholder)' : ''} -> ${to}`,
      ),
    ),
    ...section(
      'added, without a formula',
      of('added').map((change) => `${change.code} ${name(change.name)}`),
    ),
    ...section(
      'dropped',
      of('dropped').map((change) => `${change.code} ${name(change.name)}`),
    ),
  ];
}
