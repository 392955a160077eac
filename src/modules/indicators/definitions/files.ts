import type { Json } from '../../../platform/canonical-json.ts';
import type { EditionFile } from '../editions/edition-schema.ts';
import type { Edition } from '../editions/model.ts';
import { readEdition } from '../editions/read-edition.ts';
import { checkFormula } from '../formula/formula.ts';
import { unitOf } from '../formula/units-of-measure.ts';
import type { Outline } from '../maps/rings.ts';
import type { Definitions, Indicator, Publication } from './model.ts';
import type { ClaimsFile, FactsFile, FiguresFile, IndicatorsFile, PublicationFile, TargetsFile } from './schemas.ts';

export type DefinitionKind =
  | 'figure'
  | 'indicator'
  | 'edition'
  | 'targets'
  | 'claims'
  | 'facts'
  | 'publication'
  | 'outlines';

/** One definition as its file has it: what is published, hashed and kept. Lists without keys of their own are one definition each. */
export interface DefinitionFile {
  readonly kind: DefinitionKind;
  readonly key: string;
  /** From when on a change of it counts; undefined is the day of publishing. */
  readonly validFrom?: string | undefined;
  readonly content: Json;
}

export type DefinitionFiles = readonly DefinitionFile[];

/** The first version of a definition counts for all that came before it. */
export const always = '1900-01-01';

/** Of a province that says nothing of it: five is what statistical offices mostly take. */
const usualPublication: Publication = {
  smallestShown: 5,
  licence: {
    name: {
      vi: 'Giấy phép Ghi công Creative Commons 4.0 Quốc tế (CC BY 4.0)',
      en: 'Creative Commons Attribution 4.0 International (CC BY 4.0)',
    },
    url: 'https://creativecommons.org/licenses/by/4.0/',
  },
  publisher: undefined,
};

/** Checked definitions, ready to be worked with: formulas are compiled. */
export function toDefinitions(
  files: DefinitionFiles,
  read: DefinitionReaders = { indicator: toIndicator, edition: toEdition },
): Definitions {
  const of = <Content>(wanted: DefinitionKind) =>
    files.filter(({ kind }) => kind === wanted).map(({ content }) => content as unknown as Content);
  return {
    figures: of<FiguresFile['figures'][number]>('figure'),
    indicators: of<IndicatorFile>('indicator').map(read.indicator),
    targets: of<TargetsFile['targets']>('targets').flat(),
    claims: of<ClaimsFile['claims']>('claims').flat(),
    facts: of<FactsFile['facts']>('facts').flat(),
    outlines: of<readonly Outline[]>('outlines').flat(),
    editions: of<EditionFile>('edition').map(read.edition),
    publication: { ...usualPublication, ...of<PublicationFile>('publication')[0] },
  };
}

type IndicatorFile = IndicatorsFile['indicators'][number];

/** What compiles a definition; many versions share one that keeps what it has compiled. */
export interface DefinitionReaders {
  indicator(file: IndicatorFile): Indicator;
  edition(file: EditionFile): Edition;
}

/** Compiles each content once. */
export function keepingReaders(): DefinitionReaders {
  const indicators = new Map<IndicatorFile, Indicator>();
  const editions = new Map<EditionFile, Edition>();
  return {
    indicator: (file) => kept(indicators, file, toIndicator),
    edition: (file) => kept(editions, file, toEdition),
  };
}

function kept<File, Made>(made: Map<File, Made>, file: File, make: (file: File) => Made): Made {
  const known = made.get(file) ?? make(file);
  made.set(file, known);
  return known;
}

function toIndicator(file: IndicatorFile): Indicator {
  const inputs = file.inputs.map(({ measure, figure, ...input }) => ({ ...input, measure, figure }));
  const { formula } = checkFormula(file.formula, {
    inputs: new Map(inputs.map(({ key, unit }) => [key, unitOf(unit)])),
  });
  if (formula === undefined) throw new TypeError(`the published formula of ${file.key} cannot be read`);
  const { kind, merged, mergedBy, changed, headline, advice, source } = file;
  const told = { kind, merged, mergedBy, changed, headline, advice, source };
  return { ...file, ...told, inputs, formula, base: file.base ?? divisorOf(file), unit: formula.unit };
}

/** The single input that a formula divides by: `received` of `online / received`. */
export function divisorOf({
  formula,
  inputs,
}: {
  readonly formula: string;
  readonly inputs: readonly { readonly key: string }[];
}): string | undefined {
  const [, divisor] = /^[^/]+\/\s*(\w+)\s*$/.exec(formula) ?? [];
  return inputs.find(({ key }) => key === divisor)?.key;
}

function toEdition(file: EditionFile): Edition {
  const { edition } = readEdition({
    file: `${file.key}.yaml`,
    value: file,
    faultAt: (path, words) => ({ file: file.key, line: 1, column: 1, path: path.join('/'), words }),
  });
  if (edition === undefined) throw new TypeError(`the published edition ${file.key} cannot be read`);
  return edition;
}
