import { type Document, isMap, isSeq, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Certainty, Edition, Node } from '../editions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import { unitOf } from '../formula/units-of-measure.ts';
import { type Placed, pointsOf } from './plan-import.ts';

/**
 * Brings an annex into the document of an edition's file. Order and comments stay; what the annex says is confirmed from here on, what it does not
 * say (inputs, formulas) stays as sure as it was.
 */
export function writeEdition(
  document: Document,
  edition: Edition,
  placed: readonly Placed[],
  { from, file }: { readonly from: string; readonly file: string },
): void {
  const root = document.contents as YAMLMap;
  const maps = new Map<Node, YAMLMap>();
  collect(edition.nodes, root.get('nodes'), maps);
  const uncertain: string[] = [];
  const write = (one: Placed): YAMLMap => {
    const map = (one.node === undefined ? undefined : maps.get(one.node)) ?? (document.createNode({}) as YAMLMap);
    const code = map.get('code', true);
    if (code instanceof Scalar) code.value = one.code;
    else put(map, 'code', quoted(one.code), undefined);
    if (one.row !== undefined) writeName(document, map, one.row.name);
    const points = pointsOf(one);
    if (points !== undefined) put(map, 'points', points, map.has('name') ? 'name' : 'code');
    const formula = one.nodes.length === 0 ? writeFormula(map, one) : undefined;
    if (one.nodes.length === 0 && formula !== 'confirmed') uncertain.push(one.code);
    writeCertainty(document, map, one, formula);
    if (one.row?.source !== undefined) map.set('source', one.row.source);
    if (one.nodes.length > 0) {
      for (const key of ['kind', 'inputs', 'formula', 'zeroDivisor']) map.delete(key);
      putNodes(document, map, one.nodes.map(write));
    }
    return map;
  };
  putNodes(document, root, placed.map(write));
  writeHead(document, root, edition, uncertain.length, { from, file });
}

function collect(nodes: readonly Node[], sequence: unknown, maps: Map<Node, YAMLMap>): void {
  if (!isSeq(sequence)) return;
  nodes.forEach((node, index) => {
    const map = sequence.items[index];
    if (!isMap(map)) return;
    maps.set(node, map);
    collect(node.nodes, map.get('nodes'), maps);
  });
}

function putNodes(document: Document, map: YAMLMap, items: YAMLMap[]): void {
  const sequence = map.get('nodes');
  if (isSeq(sequence)) sequence.items = items;
  else {
    const made = document.createNode([]) as YAMLSeq;
    made.items = items;
    map.set('nodes', made);
  }
}

function writeName(document: Document, map: YAMLMap, name: string): void {
  const before = map.getIn(['name', 'vi'], true);
  if (before instanceof Scalar) before.value = name;
  // The document has no English; a translation of ours would not be its name.
  else put(map, 'name', flow(document, { vi: name, en: name }), 'code');
}

/** The words stay words unless they are a formula over the inputs that the node has. */
function writeFormula(map: YAMLMap, { row, node }: Placed): Certainty | undefined {
  const words = row?.formula;
  const inputs = node?.leaf?.inputs ?? [];
  if (words === undefined) return node?.certainty.formula;
  const { formula } = checkFormula(words, {
    inputs: new Map([...inputs.map(({ key, unit }) => [key, unitOf(unit)] as const), ['max', unitOf('point')]]),
    unit: unitOf('point'),
  });
  if (formula === undefined || inputs.length === 0 || !inputs.every(({ key }) => formula.inputs.includes(key))) {
    map.set('note', words);
    return node?.certainty.formula;
  }
  map.delete('note');
  put(map, 'formula', words, 'inputs');
  return 'confirmed';
}

function writeCertainty(document: Document, map: YAMLMap, { row, node }: Placed, formula: Certainty | undefined): void {
  if (!isMap(map.get('certainty'))) put(map, 'certainty', flow(document, { name: 'missing' }), 'points');
  const certainty = map.get('certainty') as YAMLMap;
  if (row !== undefined) certainty.set('name', 'confirmed');
  if (row?.maximum !== undefined) certainty.set('points', 'confirmed');
  if (node === undefined && formula === undefined && !map.has('nodes')) certainty.set('formula', 'missing');
  else if (formula === 'confirmed') certainty.set('formula', formula);
}

/** What was said of placeholders is no longer so; what stays unsure is said instead. */
function writeHead(
  document: Document,
  root: YAMLMap,
  { document: { number } }: Edition,
  uncertain: number,
  { from, file }: { readonly from: string; readonly file: string },
): void {
  const day = new Scalar(from);
  day.comment = ` names and points are those of the annex, read in from ${file}; what the head of this file says of guessed names and points was so before`;
  put(root, 'countsFrom', day, root.has('validTo') ? 'validTo' : 'validFrom');
  if (uncertain === 0) root.delete('caveat');
  else
    put(
      root,
      'caveat',
      flow(document, {
        vi: `Tên và điểm tối đa theo phụ lục của ${number}; công thức tính của ${uncertain} chỉ số chưa được xác nhận.`,
        en: `Names and full points are those of the annex of ${number}; the formulas of ${uncertain} indicators are not confirmed.`,
      }),
      'total',
    );
}

/** Sets a key where it is, or puts it after another one (first, where there is none). */
function put(map: YAMLMap, key: string, value: unknown, after: string | undefined): void {
  const there = map.has(key);
  map.set(key, value);
  if (there) return;
  const pair = map.items.pop();
  const index = map.items.findIndex((item) => String(item.key) === after);
  if (pair !== undefined) map.items.splice(index + 1, 0, pair);
}

function flow(document: Document, value: object): YAMLMap {
  return document.createNode(value, { flow: true }) as YAMLMap;
}

function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
