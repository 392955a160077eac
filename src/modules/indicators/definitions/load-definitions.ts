import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import type { Json } from '../../../platform/canonical-json.ts';
import type { Words } from '../../../platform/errors.ts';
import { shapeChecker } from '../../../platform/yaml-shape.ts';
import { type ProvinceFault, readYaml, type YamlSource } from '../../../platform/yaml-source.ts';
import { type Edition, nodesOf } from '../editions/model.ts';
import { readEdition } from '../editions/read-edition.ts';
import { checkFormula } from '../formula/formula.ts';
import { isShare, unitOf } from '../formula/units-of-measure.ts';
import { readOutlines } from '../maps/read-outlines.ts';
import { sharingFaults } from '../targets/check-sharing.ts';
import { readBase } from './base-definitions.ts';
import { always, type DefinitionFile, type DefinitionFiles, type DefinitionKind } from './files.ts';
import {
  type ClaimsFile,
  claimsSchema,
  type FactsFile,
  type FiguresFile,
  factsSchema,
  figuresSchema,
  type IndicatorsFile,
  indicatorsSchema,
  type PublicationFile,
  publicationSchema,
  type TargetsFile,
  targetsSchema,
} from './schemas.ts';

export type DefinitionsLoad =
  | { readonly files: DefinitionFiles; readonly faults: readonly [] }
  | { readonly files: undefined; readonly faults: readonly ProvinceFault[] };

const shapeFaults = shapeChecker();

const figurePrefix = 'figures.';

/** Reads `indicators/` of a province's folder, all of it or nothing: every fault of every file is told at once. A province may do without the folder. */
export function loadDefinitions(dir: string, measures: ReadonlySet<string>): DefinitionsLoad {
  if (!existsSync(join(dir, 'indicators'))) return { files: [], faults: [] };
  const faults: ProvinceFault[] = [];
  const files = {
    figures: list<FiguresFile>(dir, 'figures', figuresSchema, faults),
    indicators: list<IndicatorsFile>(dir, 'indicators', indicatorsSchema, faults),
    targets: list<TargetsFile>(dir, 'targets', targetsSchema, faults),
    claims: list<ClaimsFile>(dir, 'claims', claimsSchema, faults),
    facts: list<FactsFile>(dir, 'facts', factsSchema, faults),
    publication: list<PublicationFile>(dir, 'publication', publicationSchema, faults),
  };
  const editions = readEditions(dir, faults);
  const outlines = readOutlines(dir, faults);
  const base = readBase(dir, faults, (other) => loadDefinitions(other, measures));
  if (faults.length > 0) return { files: undefined, faults };
  const figures = files.figures?.value.figures ?? [];
  const ofBase = (kind: DefinitionKind) => base.filter((each) => each.kind === kind);
  const known = {
    measures,
    figures: new Set([...figures, ...ofBase('figure')].map(({ key }) => key)),
    editions: new Set([...editions.map(({ edition }) => edition.key), ...ofBase('edition').map(({ key }) => key)]),
  };
  twice(files.figures?.source, 'figures', figures, faults);
  twice(files.indicators?.source, 'indicators', files.indicators?.value.indicators ?? [], faults);
  const own = files.indicators?.value.indicators ?? [];
  own.forEach((indicator, index) => {
    checkIndicator(files.indicators?.source as YamlSource, indicator, index, known, faults);
  });
  const indicators = [...own, ...ofBase('indicator').map(({ content }) => content as unknown as (typeof own)[number])];
  const keys = new Set(indicators.map(({ key }) => key));
  const targets = files.targets?.value.targets ?? [];
  const claims = files.claims?.value.claims ?? [];
  const facts = files.facts?.value.facts ?? [];
  targets.forEach((target, index) => {
    const source = files.targets?.source as YamlSource;
    const indicator = indicators.find(({ key }) => key === target.indicator);
    const place = (each: typeof target) => `${each.indicator} ${each.unit} ${each.by}`;
    if (targets.findIndex((each) => place(each) === place(target)) < index)
      fault(source, ['targets', index, 'by'], targetTwice, faults);
    if (indicator === undefined) fault(source, ['targets', index, 'indicator'], noIndicator(target.indicator), faults);
    else
      faults.push(...sharingFaults(source, ['targets', index], target, { ...known, isShare: isShareFile(indicator) }));
  });
  claims.forEach(({ indicator, from, to }, index) => {
    const source = files.claims?.source;
    if (!keys.has(indicator)) fault(source, ['claims', index, 'indicator'], noIndicator(indicator), faults);
    if (to < from) fault(source, ['claims', index, 'to'], endsBefore, faults);
  });
  facts.forEach(({ figure }, index) => {
    if (!known.figures.has(figure)) fault(files.facts?.source, ['facts', index, 'figure'], noFigure(figure), faults);
  });
  for (const { source, edition } of editions) checkInputs(source, edition, known, faults);
  if (faults.length > 0) return { files: undefined, faults };
  const file = (kind: DefinitionKind, key: string, content: unknown, validFrom?: string): DefinitionFile => ({
    kind,
    key,
    validFrom,
    content: content as Json,
  });
  const ownFiles = [
    ...figures.map((figure) => file('figure', figure.key, figure)),
    ...own.map((indicator) => file('indicator', indicator.key, indicator, indicator.validFrom)),
    // An edition is in force by its own dates; what is known of it is told as the newest file has it, unless the file says from when on.
    ...editions.map(({ source, edition }) => file('edition', edition.key, source.value, edition.countsFrom ?? always)),
    file('targets', 'all', targets, always),
    file('claims', 'all', claims, always),
    file('facts', 'all', facts, always),
    ...(files.publication === undefined ? [] : [file('publication', 'all', files.publication.value)]),
    ...(outlines.length === 0 ? [] : [file('outlines', 'all', outlines, always)]),
  ];
  // What a province says itself stands in the place of what it takes over.
  const said = new Set(ownFiles.map(({ kind, key }) => `${kind} ${key}`));
  return { faults: [], files: [...ownFiles, ...base.filter(({ kind, key }) => !said.has(`${kind} ${key}`))] };
}

interface Listed<File> {
  readonly source: YamlSource;
  readonly value: File;
}

interface Known {
  readonly measures: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
  readonly editions: ReadonlySet<string>;
}

function list<File>(dir: string, name: string, schema: TSchema, faults: ProvinceFault[]): Listed<File> | undefined {
  const file = `indicators/${name}.yaml`;
  if (!existsSync(join(dir, file))) return undefined;
  const source = readYaml(join(dir, file), file);
  const found = 'value' in source ? shapeFaults(source, schema) : source;
  faults.push(...found);
  return 'value' in source && found.length === 0 ? { source, value: source.value as File } : undefined;
}

function readEditions(dir: string, faults: ProvinceFault[]): { source: YamlSource; edition: Edition }[] {
  const folder = join(dir, 'indicators', 'editions');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) => {
    const file = `indicators/editions/${name}`;
    const source = readYaml(join(dir, file), file);
    if (!('value' in source)) {
      faults.push(...source);
      return [];
    }
    const { edition, faults: found } = readEdition(source);
    faults.push(...found);
    if (edition !== undefined && `${edition.key}.yaml` !== name) fault(source, ['key'], otherName(edition.key), faults);
    return edition === undefined ? [] : [{ source, edition }];
  });
}

function checkIndicator(
  source: YamlSource,
  file: IndicatorsFile['indicators'][number],
  index: number,
  known: Known,
  faults: ProvinceFault[],
): void {
  const path = ['indicators', index];
  const { inputs } = file;
  inputs.forEach(({ key, measure, figure, components }, at) => {
    const place = [...path, 'inputs', at];
    if ([measure, figure, components].filter((each) => each !== undefined).length !== 1)
      fault(source, place, oneOrigin(key), faults);
    if (components !== undefined && !known.editions.has(components.edition))
      fault(source, place, noEdition(components.edition), faults);
    if (measure !== undefined && !isCounted(measure, known)) fault(source, place, noMeasure(measure), faults);
    if (figure !== undefined && !known.figures.has(figure)) fault(source, place, noFigure(figure), faults);
  });
  if (file.base !== undefined && !inputs.some(({ key }) => key === file.base))
    fault(source, [...path, 'base'], noInput(file.base), faults);
  if (file.merged === 'weighted-mean' && !isWeight(file.mergedBy, inputs, known))
    fault(source, [...path, file.mergedBy === undefined ? 'merged' : 'mergedBy'], noWeights, faults);
  const { faults: found } = checkFormula(file.formula, {
    inputs: new Map(inputs.map(({ key, unit }) => [key, unitOf(unit)])),
  });
  for (const { line, column, words } of found)
    fault(
      source,
      [...path, 'formula'],
      {
        vi: `Công thức, dòng ${line}, cột ${column}: ${words.vi}`,
        en: `Formula, line ${line}, column ${column}: ${words.en}`,
      },
      faults,
    );
}

/** What the rooms count; in the country's own tenant also what agencies reported in the provinces, told as a sum: `figures.hamlets`. */
function isCounted(measure: string, { measures, figures }: Known): boolean {
  return measures.has(measure) || (measure.startsWith(figurePrefix) && figures.has(measure.slice(figurePrefix.length)));
}

/** A weighted mean goes by an input of the indicator or by a reported figure. */
function isWeight(
  key: string | undefined,
  inputs: IndicatorsFile['indicators'][number]['inputs'],
  { figures }: Known,
): boolean {
  return key !== undefined && (figures.has(key) || inputs.some((input) => input.key === key));
}

function isShareFile({ inputs, formula }: IndicatorsFile['indicators'][number]): boolean {
  const units = new Map(inputs.map(({ key, unit }) => [key, unitOf(unit)]));
  return isShare(checkFormula(formula, { inputs: units }).formula?.unit ?? {});
}

/** Editions may name inputs that nobody counts or reports so far; what they do name has to be there. */
function checkInputs(source: YamlSource, edition: Edition, known: Known, faults: ProvinceFault[]): void {
  for (const node of nodesOf(edition.nodes))
    for (const { measure, figure } of node.leaf?.inputs ?? []) {
      if (measure !== undefined && !isCounted(measure, known)) fault(source, ['nodes'], noMeasure(measure), faults);
      if (figure !== undefined && !known.figures.has(figure)) fault(source, ['nodes'], noFigure(figure), faults);
    }
}

function twice(
  source: YamlSource | undefined,
  name: string,
  list: readonly { readonly key: string }[],
  faults: ProvinceFault[],
) {
  const seen = new Set<string>();
  list.forEach(({ key }, index) => {
    if (seen.has(key)) fault(source, [name, index, 'key'], keyTwice(key), faults);
    seen.add(key);
  });
}

function fault(
  source: YamlSource | undefined,
  path: readonly (string | number)[],
  words: Words,
  faults: ProvinceFault[],
): void {
  if (source !== undefined) faults.push(source.faultAt(path, words));
}

const keyTwice = (key: string): Words => ({
  vi: `"${key}" đã có ở trên. Mỗi mục một khóa.`,
  en: `"${key}" stands above already. Each has a key of its own.`,
});
const noIndicator = (key: string): Words => ({
  vi: `Không có chỉ tiêu "${key}" trong indicators.yaml.`,
  en: `There is no indicator "${key}" in indicators.yaml.`,
});
const noFigure = (key: string): Words => ({
  vi: `Không có số liệu báo cáo "${key}" trong figures.yaml.`,
  en: `There is no reported figure "${key}" in figures.yaml.`,
});
const noEdition = (key: string): Words => ({
  vi: `Không có bộ chỉ số "${key}" trong editions/.`,
  en: `There is no edition "${key}" in editions/.`,
});
const noInput = (key: string): Words => ({
  vi: `Chỉ tiêu này không có số đầu vào "${key}".`,
  en: `This indicator has no input "${key}".`,
});
const noMeasure = (key: string): Words => ({
  vi: `Hệ thống không đếm "${key}". Xem các số đo ở trang quản trị, hoặc dùng số liệu báo cáo.`,
  en: `The platform does not count "${key}". Use one of its measures, or a reported figure.`,
});
const oneOrigin = (key: string): Words => ({
  vi: `Số liệu "${key}" cần đúng một nguồn: measure (hệ thống đếm) hoặc figure (cơ quan báo cáo).`,
  en: `The input "${key}" needs one origin: a measure (counted here) or a figure (reported).`,
});
const targetTwice: Words = {
  vi: 'Đơn vị này đã có một mức khác của chỉ tiêu cho cùng ngày. Mỗi ngày một mức.',
  en: 'The unit has another target of this indicator for the same day. There is one for each day.',
};
const noWeights = {
  vi: 'Trung bình có trọng số cần mergedBy: khóa của một số liệu trong inputs hoặc trong figures.yaml.',
  en: 'A weighted mean needs mergedBy: the key of one of its inputs, or of a figure in figures.yaml.',
};
const endsBefore = { vi: 'Ngày cuối trước ngày đầu.', en: 'It ends before it begins.' };
const otherName = (key: string): Words => ({
  vi: `Tệp phải mang tên ${key}.yaml.`,
  en: `The file has to be called ${key}.yaml.`,
});
