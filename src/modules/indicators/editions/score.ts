import type { FormulaResult } from '../formula/formula.ts';
import { roundHalfUp } from '../formula/formula.ts';
import { type Edition, type Leaf, type Node, nodesOf } from './model.ts';

export type ScoreState =
  /** All that belongs to it is known. */
  | 'known'
  /** Something below is not known: the points are at least these. */
  | 'partly'
  | 'missing'
  /** There was nothing to measure; its points are left out, not lost. */
  | 'not-applicable'
  /** The edition observes it without points. */
  | 'not-scored';

export interface Score {
  readonly code: string;
  readonly state: ScoreState;
  /** Points reached, or for a weighing edition the value from 0 to 1; at least so much where the state is `partly`. */
  readonly reached: number | undefined;
  /** At most so much, should everything unknown turn out full. */
  readonly atMost: number;
  /** Full, without what does not apply. */
  readonly full: number;
  /** `reached` by `full`, as indices are published: rounded to the decimals of the edition. */
  readonly value: number | undefined;
  /** Leaves and given nodes that are not known, by code. */
  readonly missing: readonly string[];
  /** Some of the points are placeholders: this is no official figure. */
  readonly placeholder: boolean;
}

export interface IndexScore {
  readonly total: Score;
  readonly nodes: ReadonlyMap<string, Score>;
  readonly views: ReadonlyMap<string, Score>;
}

/** What is known of an index for one unit and period. */
export interface Known {
  /** Inputs of each leaf by code, then by key; yes and no as 1 and 0. */
  readonly inputs?: ReadonlyMap<string, Readonly<Record<string, number | undefined>>>;
  /** Values from 0 to 1 of nodes at any height, such as published ones: they stand for all that is below them. */
  readonly given?: ReadonlyMap<string, number>;
}

/** The points of every node, of the views and in total. What is missing is never taken for zero: it makes a range. Pure. */
export function scoreEdition(edition: Edition, known: Known): IndexScore {
  const nodes = new Map<string, Score>();
  const decimals = edition.total.decimals;
  const scoreOf = (node: Node): Score => {
    const score = scoreNode(edition, node, known, scoreOf);
    nodes.set(node.code, score);
    return score;
  };
  const top = edition.nodes.map((node) => ({ node, score: scoreOf(node) }));
  const total = up(edition, '', edition.total.points, top);
  const byCode = new Map([...nodesOf(edition.nodes)].map((node) => [node.code, node]));
  const views = new Map(
    edition.views.map((view) => {
      const members = view.nodes.flatMap((code) => {
        const [node, score] = [byCode.get(code), nodes.get(code)];
        return node === undefined || score === undefined ? [] : [{ node, score }];
      });
      return [view.code, added(view.code, view.points, members, decimals)];
    }),
  );
  return { total, nodes, views };
}

interface Member {
  readonly node: Node;
  readonly score: Score;
}

function scoreNode(edition: Edition, node: Node, known: Known, scoreOf: (node: Node) => Score): Score {
  const decimals = edition.total.decimals;
  const children = node.nodes.map((child) => ({ node: child, score: scoreOf(child) }));
  const full = edition.rule === 'sum' ? (node.points?.full ?? 0) : 1;
  const given = known.given?.get(node.code);
  const placeholder = node.points?.placeholder ?? false;
  if (edition.rule === 'sum' && node.points === undefined)
    return scored(node.code, 'missing', undefined, 0, 0, [node.code], false, decimals);
  if (full === 0) return scored(node.code, 'not-scored', undefined, 0, 0, [], false, decimals);
  if (given !== undefined)
    return scored(node.code, 'known', given * full, given * full, full, [], placeholder, decimals);
  if (children.length > 0) return up(edition, node.code, full, children);
  if (node.leaf === undefined)
    return scored(node.code, 'missing', undefined, full, full, [node.code], placeholder, decimals);
  return leafScore(node, node.leaf, full, placeholder, known, decimals);
}

function leafScore(node: Node, leaf: Leaf, full: number, placeholder: boolean, known: Known, decimals: number): Score {
  const result = leaf.formula?.evaluate({ ...known.inputs?.get(node.code), max: full });
  const missing = () => scored(node.code, 'missing', undefined, full, full, [node.code], placeholder, decimals);
  if (result === undefined || result.kind === 'missing') return missing();
  const points = pointsOf(leaf, result, full);
  return points === undefined
    ? scored(node.code, 'not-applicable', undefined, 0, 0, [], placeholder, decimals)
    : scored(node.code, 'known', points, points, full, [], placeholder, decimals);
}

/** Never more than full and never less than nothing, whatever a formula gives. */
function pointsOf(leaf: Leaf, result: Exclude<FormulaResult, { kind: 'missing' }>, full: number): number | undefined {
  if (result.kind === 'value') return Math.min(full, Math.max(0, result.value));
  if (leaf.zeroDivisor === 'not-applicable') return undefined;
  return leaf.zeroDivisor === 'full' ? full : 0;
}

/** A node, or the whole, of what is below it. */
function up(edition: Edition, code: string, full: number, members: readonly Member[]): Score {
  const { decimals } = edition.total;
  return edition.rule === 'sum' ? added(code, full, members, decimals) : weighed(code, members, decimals, full);
}

/** Points are added; what does not apply leaves the points that can be reached. */
function added(code: string, full: number, members: readonly Member[], decimals: number): Score {
  const counted = members.filter(({ score }) => score.state !== 'not-scored');
  const applying = counted.filter(({ score }) => score.state !== 'not-applicable');
  if (counted.length > 0 && applying.length === 0)
    return scored(code, 'not-applicable', undefined, 0, 0, [], false, decimals);
  const left = counted.reduce((sum, { node, score }) => sum + (node.points?.full ?? 0) - score.full, 0);
  const reached = applying.reduce((sum, { score }) => sum + (score.reached ?? 0), 0);
  const missing = applying.flatMap(({ score }) => score.missing);
  const placeholder = counted.some(({ score }) => score.placeholder);
  const state =
    missing.length === 0 ? 'known' : applying.some(({ score }) => score.reached !== undefined) ? 'partly' : 'missing';
  const atMost = full - left - applying.reduce((sum, { score }) => sum + score.full - score.atMost, 0);
  return scored(
    code,
    state,
    state === 'missing' ? undefined : reached,
    atMost,
    full - left,
    missing,
    placeholder,
    decimals,
  );
}

/** Values from 0 to 1 by weight; what does not apply leaves its weight to the others. */
function weighed(code: string, members: readonly Member[], decimals: number, full: number): Score {
  const applying = members.filter(({ score }) => score.state !== 'not-applicable' && score.state !== 'not-scored');
  if (members.some(({ node }) => node.weight === undefined))
    return scored(code, 'missing', undefined, full, full, [code], false, decimals);
  const weights = applying.reduce((sum, { node }) => sum + (node.weight ?? 0), 0);
  if (members.length > 0 && (applying.length === 0 || weights === 0))
    return scored(code, 'not-applicable', undefined, 0, 0, [], false, decimals);
  const mean = (pick: (score: Score) => number) =>
    (applying.reduce((sum, { node, score }) => sum + (node.weight ?? 0) * pick(score), 0) / weights) * full;
  const missing = applying.flatMap(({ score }) => score.missing);
  const state =
    missing.length === 0 ? 'known' : applying.some(({ score }) => score.reached !== undefined) ? 'partly' : 'missing';
  return scored(
    code,
    state,
    state === 'missing' ? undefined : mean((score) => score.reached ?? 0),
    mean((score) => score.atMost),
    full,
    missing,
    applying.some(({ score }) => score.placeholder),
    decimals,
  );
}

function scored(
  code: string,
  state: ScoreState,
  reached: number | undefined,
  atMost: number,
  full: number,
  missing: readonly string[],
  placeholder: boolean,
  decimals: number,
): Score {
  // A value is published only where all of it is known: a part by the whole would be taken for the whole.
  const value =
    state === 'known' && reached !== undefined && full > 0 ? roundHalfUp(reached / full, decimals) : undefined;
  return { code, state, reached, atMost, full, value, missing, placeholder };
}
