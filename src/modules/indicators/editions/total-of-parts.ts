import type { Words } from '../../../platform/errors.ts';
import { roundHalfUp } from '../formula/formula.ts';
import { type Edition, type Node, nodesOf } from './model.ts';
import { type Score, type ScoreState, scoreEdition } from './score.ts';

/** What somebody has of an index: values from 0 to 1, or points, by code, of nodes at any height. */
export interface Parts {
  readonly of: 'values' | 'points';
  readonly given: ReadonlyMap<string, number>;
}

export interface PartFault {
  readonly code: string;
  readonly words: Words;
}

/** A total, or a view, as it is published; undefined where it cannot be told. */
export interface PartTotal {
  readonly state: ScoreState;
  /** From 0 to 1, rounded by the edition's rule; undefined unless all of it is known. */
  readonly value: number | undefined;
  /** Reached so far; undefined where nothing is known. */
  readonly reached: number | undefined;
  readonly atMost: number;
  readonly full: number;
  /** Codes of what is not known: a main indicator of which nothing is, or parts of it. */
  readonly missing: readonly string[];
  /** Worked out with points that are invented: no official figure. */
  readonly placeholder: boolean;
}

export interface TotalOfParts {
  readonly total: PartTotal;
  readonly views: readonly ({ readonly code: string; readonly name: Words } & PartTotal)[];
}

/** Whether a total can be worked out at all: the shares of its main indicators have to be known. */
export function hasTotal({ rule, nodes }: Edition): boolean {
  return nodes.every(({ points, weight }) => (rule === 'sum' ? points : weight) !== undefined);
}

/** The total of an index out of given parts, by the edition's own rule; every part that cannot be used is told instead. Pure. */
export function totalOfParts(edition: Edition, { of, given }: Parts): TotalOfParts | { faults: readonly PartFault[] } {
  const paths = new Map(pathsOf(edition.nodes, []));
  const faults: PartFault[] = [];
  const values = new Map<string, number>();
  for (const [code, number] of given) {
    const path = paths.get(code);
    const words = path === undefined ? unknownCode(code) : faultOf(edition, path, of, number, given);
    if (words !== undefined) faults.push({ code, words });
    const full = path?.at(-1)?.points?.full ?? 1;
    values.set(code, of === 'values' ? number : full === 0 ? 0 : number / full);
  }
  if (faults.length > 0) return { faults };
  const score = scoreEdition(edition, { given: values });
  const unknown = (found: Score, nodes: readonly Node[]) => {
    const whole = nodes.filter(({ code }) => score.nodes.get(code)?.state === 'missing');
    const below = new Set(whole.flatMap((node) => [...nodesOf([node])].map(({ code }) => code)));
    return [...whole.map(({ code }) => code), ...found.missing.filter((code) => !below.has(code))];
  };
  return {
    total: told(score.total, unknown(score.total, edition.nodes)),
    views: edition.views.flatMap(({ code, name, nodes }) => {
      const found = score.views.get(code);
      const members = edition.nodes.filter((node) => nodes.includes(node.code));
      return found === undefined ? [] : [{ code, name, ...told(found, unknown(found, members)) }];
    }),
  };
}

function told({ state, value, reached, atMost, full, placeholder }: Score, missing: readonly string[]): PartTotal {
  // Sums of binary fractions: what lies behind the sixth decimal was never given.
  const plain = (number: number) => roundHalfUp(number, 6);
  return {
    state,
    value,
    reached: reached === undefined ? undefined : plain(reached),
    atMost: plain(atMost),
    full: plain(full),
    missing,
    placeholder,
  };
}

/** Every node with what lies above it, itself last. */
function* pathsOf(nodes: readonly Node[], above: readonly Node[]): Generator<[string, readonly Node[]]> {
  for (const node of nodes) {
    yield [node.code, [...above, node]];
    yield* pathsOf(node.nodes, [...above, node]);
  }
}

function faultOf(
  { rule }: Edition,
  path: readonly Node[],
  of: Parts['of'],
  number: number,
  given: ReadonlyMap<string, number>,
): Words | undefined {
  const node = path.at(-1);
  const covered = path.slice(0, -1).find(({ code }) => given.has(code));
  if (covered !== undefined) return coveredBy(covered.code);
  if (rule === 'sum' && path.some(({ points }) => points === undefined)) return noPoints;
  if (rule === 'weighted-mean') {
    if (of === 'points') return weighs;
    const unweighed = path.slice(0, -1).find(({ nodes }) => nodes.some(({ weight }) => weight === undefined));
    if (unweighed !== undefined) return noWeights(unweighed.code);
  }
  const most = of === 'values' ? 1 : (node?.points?.full ?? 0);
  return Number.isFinite(number) && number >= 0 && number <= most ? undefined : outOfRange(most);
}

const unknownCode = (code: string): Words => ({
  vi: `Bộ chỉ số này không có mã "${code.slice(0, 40)}".`,
  en: `This edition has no code "${code.slice(0, 40)}".`,
});
const coveredBy = (code: string): Words => ({
  vi: `Đã có giá trị của ${code}, là chỉ số bao gồm mã này. Chỉ ghi một trong hai.`,
  en: `A value of ${code}, which this is a part of, is given as well. Give one of the two.`,
});
const noPoints = {
  vi: 'Chưa biết điểm tối đa của chỉ số này.',
  en: 'The full points of this indicator are not known.',
};
const weighs = {
  vi: 'Bộ chỉ số này tính theo trọng số: hãy ghi giá trị từ 0 đến 1, không phải điểm.',
  en: 'This edition goes by weights: give values from 0 to 1 rather than points.',
};
const noWeights = (code: string): Words => ({
  vi: `Chưa biết trọng số bên dưới ${code}: hãy ghi giá trị của ${code}.`,
  en: `The weights below ${code} are not known: give the value of ${code}.`,
});
const outOfRange = (most: number): Words => ({
  vi: `Giá trị phải từ 0 đến ${most}.`,
  en: `It has to lie between 0 and ${most}.`,
});
