import type { Words } from '../../../platform/errors.ts';
import { shapeChecker } from '../../../platform/yaml-shape.ts';
import type { ProvinceFault, YamlSource } from '../../../platform/yaml-source.ts';
import { checkFormula, type Formula } from '../formula/formula.ts';
import { unitOf } from '../formula/units-of-measure.ts';
import { type EditionFile, editionSchema, type NodeFile } from './edition-schema.ts';
import type { Edition, Leaf, Node, Points, View } from './model.ts';

const shapeFaults = shapeChecker();

export type EditionRead =
  | { readonly edition: Edition; readonly faults: readonly [] }
  | { readonly edition: undefined; readonly faults: readonly ProvinceFault[] };

/** An edition as its file says it, with every fault at its place: shape, codes, sums, weights, formulas. */
export function readEdition(source: YamlSource): EditionRead {
  const shape = shapeFaults(source, editionSchema);
  if (shape.length > 0) return { edition: undefined, faults: shape };
  const file = source.value as EditionFile;
  const faults: ProvinceFault[] = [];
  const reader: Reader = {
    rule: file.rule,
    codes: new Set(),
    fault: (path, words) => faults.push(source.faultAt(path, words)),
  };
  const nodes = file.nodes.map((node, index) => readNode(reader, node, ['nodes', index]));
  if (file.rule === 'sum') checkSum(reader, nodes, file.total.points, ['total', 'points']);
  else checkWeights(reader, nodes, ['nodes']);
  const views = (file.views ?? []).map((view, index) => readView(reader, view, nodes, ['views', index]));
  if (file.validTo !== undefined && file.validTo < file.validFrom) reader.fault(['validTo'], endsBefore);
  if (file.validTo !== undefined && file.countsFrom !== undefined && file.validTo < file.countsFrom)
    reader.fault(['countsFrom'], countsAfterEnd);
  (file.bands ?? []).forEach((band, index, bands) => {
    const before = bands[index - 1];
    if (before !== undefined && before.from <= band.from) reader.fault(['bands', index, 'from'], bandOrder);
  });
  if (faults.length > 0) return { edition: undefined, faults };
  const { document, validTo, countsFrom, supersedes, caveat, bands = [] } = file;
  return {
    faults: [],
    edition: { ...file, document, validTo, countsFrom, supersedes, caveat, bands, nodes, views },
  };
}

type Path = readonly (string | number)[];

interface Reader {
  readonly rule: Edition['rule'];
  readonly codes: Set<string>;
  fault(path: Path, words: Words): void;
}

function readNode(reader: Reader, file: NodeFile, path: Path): Node {
  if (reader.codes.has(file.code)) reader.fault([...path, 'code'], codeTwice(file.code));
  reader.codes.add(file.code);
  const nodes = (file.nodes ?? []).map((child, index) => readNode(reader, child, [...path, 'nodes', index]));
  const points = pointsOf(file.points);
  if (nodes.length > 0) {
    if (file.kind !== undefined || file.formula !== undefined) reader.fault(path, leafWithNodes);
    if (reader.rule === 'sum' && points !== undefined) checkSum(reader, nodes, points.full, [...path, 'points']);
    if (reader.rule === 'weighted-mean') checkWeights(reader, nodes, [...path, 'nodes']);
    if (file.components !== undefined && file.components !== nodes.length)
      reader.fault([...path, 'components'], otherCount(file.components, nodes.length));
  }
  const { name = 'missing', points: ofPoints = 'missing', formula = 'missing' } = file.certainty;
  return {
    code: file.code,
    name: file.name,
    weight: file.weight,
    points,
    components: file.components,
    certainty: { name, points: ofPoints, formula },
    nodes,
    leaf: file.kind === undefined ? undefined : readLeaf(reader, { ...file, kind: file.kind }, path),
    note: file.note,
    source: file.source,
  };
}

function pointsOf(points: NodeFile['points']): Points | undefined {
  if (points === undefined) return undefined;
  return typeof points === 'number'
    ? { full: points, placeholder: false }
    : { full: points.placeholder, placeholder: true };
}

/** What most documents mean where they only name numerator and base, or ask for a yes. */
const usualFormulas: Readonly<Partial<Record<Leaf['kind'], string>>> = {
  ratio: 'min(max, a / b * max)',
  'yes-no': 'x ? max : 0',
};

function readLeaf(reader: Reader, file: NodeFile & { readonly kind: Leaf['kind'] }, path: Path): Leaf {
  const inputs = (file.inputs ?? []).map(({ measure, figure, ...input }) => ({ ...input, measure, figure }));
  const known = new Map(inputs.map(({ key, unit }) => [key, unitOf(unit)]));
  if (known.size < inputs.length || known.has('max')) reader.fault([...path, 'inputs'], inputTwice);
  const usual = usualFormulas[file.kind];
  const usable = file.kind === 'ratio' ? known.has('a') && known.has('b') : known.has('x');
  const written = file.formula ?? (usable ? usual : undefined);
  const formula =
    written === undefined
      ? undefined
      : compiled(reader, written, known, [...path, file.formula === undefined ? 'inputs' : 'formula']);
  const unread = formula === undefined ? [] : inputs.filter(({ key }) => !formula.inputs.includes(key));
  for (const { key } of unread) reader.fault([...path, 'inputs'], notRead(key));
  return { kind: file.kind, inputs, formula, zeroDivisor: file.zeroDivisor ?? 'not-applicable' };
}

function compiled(
  reader: Reader,
  source: string,
  inputs: ReadonlyMap<string, Readonly<Record<string, number>>>,
  path: Path,
): Formula | undefined {
  const { formula, faults } = checkFormula(source, {
    inputs: new Map([...inputs, ['max', unitOf('point')]]),
    unit: unitOf('point'),
  });
  for (const { line, column, words } of faults)
    reader.fault(path, {
      vi: `Công thức, dòng ${line}, cột ${column}: ${words.vi}`,
      en: `Formula, line ${line}, column ${column}: ${words.en}`,
    });
  return formula;
}

function readView(
  reader: Reader,
  view: NonNullable<EditionFile['views']>[number],
  nodes: readonly Node[],
  path: Path,
): View {
  const members = view.nodes.map((code, index) => {
    const found = nodes.find((node) => node.code === code);
    if (found === undefined) reader.fault([...path, 'nodes', index], noSuchNode(code));
    return found;
  });
  const sum = members.reduce((total, node) => total + (node?.points?.full ?? 0), 0);
  if (members.every((node) => node?.points !== undefined) && !near(sum, view.points))
    reader.fault([...path, 'points'], otherSum(view.points, sum));
  return view;
}

/** Nothing is checked where some points are not known at all. */
function checkSum(reader: Reader, nodes: readonly Node[], full: number, path: Path): void {
  if (nodes.some(({ points }) => points === undefined)) return;
  const sum = nodes.reduce((total, { points }) => total + (points?.full ?? 0), 0);
  if (!near(sum, full)) reader.fault(path, otherSum(full, sum));
}

function checkWeights(reader: Reader, nodes: readonly Node[], path: Path): void {
  if (nodes.some(({ weight }) => weight === undefined)) return;
  const sum = nodes.reduce((total, { weight }) => total + (weight ?? 0), 0);
  if (!near(sum, 1)) reader.fault(path, otherWeights(sum));
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

const codeTwice = (code: string): Words => ({
  vi: `Mã ${code} đã dùng ở trên. Mỗi chỉ tiêu một mã.`,
  en: `The code ${code} stands above already. Each node has a code of its own.`,
});
const leafWithNodes = {
  vi: 'Chỉ tiêu có chỉ tiêu con thì không có công thức riêng.',
  en: 'A node with nodes below it has no formula of its own.',
};
const otherCount = (said: number, is: number): Words => ({
  vi: `Ghi là ${said} chỉ số thành phần, bên dưới có ${is}. Chỉ số chưa biết tên vẫn cần một dòng.`,
  en: `It says ${said} components, there are ${is} below. A component of unknown name still needs a line.`,
});
const otherSum = (said: number, is: number): Words => ({
  vi: `Điểm tối đa ghi ${said}, tổng bên dưới là ${is}.`,
  en: `Full points are said to be ${said}, what is below adds up to ${is}.`,
});
const otherWeights = (is: number): Words => ({
  vi: `Trọng số cộng lại là ${is}, phải là 1. Trọng số nào chưa rõ thì bỏ trống cả nhóm.`,
  en: `The weights add up to ${is} and must make 1. Leave them all out where one is not known.`,
});
const inputTwice = {
  vi: 'Số liệu đầu vào trùng tên, hoặc dùng tên "max" (đã dành cho điểm tối đa).',
  en: 'Two inputs have one name, or one is called "max", which is the full points.',
};
const notRead = (key: string): Words => ({
  vi: `Công thức không dùng số liệu "${key}". Bỏ đi, hoặc sửa công thức.`,
  en: `The formula does not read the input "${key}". Remove it, or mend the formula.`,
});
const noSuchNode = (code: string): Words => ({
  vi: `Không có chỉ số chính nào mang mã ${code}.`,
  en: `No main indicator has the code ${code}.`,
});
const endsBefore = { vi: 'Ngày hết hiệu lực trước ngày có hiệu lực.', en: 'It ends before it begins.' };
const countsAfterEnd = {
  vi: 'Ngày bắt đầu tính sau ngày hết hiệu lực.',
  en: 'It would count only after the edition has ended.',
};
const bandOrder = {
  vi: 'Các mức xếp từ cao xuống thấp.',
  en: 'Bands stand from the highest down.',
};
