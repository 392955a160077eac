import type { NoPart, Part, ShareCheck, ShareOut, ShareQuestion, ShareUnit } from './model.ts';

/** Differences below this come from the arithmetic of the machine. */
const tolerance = 1e-9;
/** A tenth of a percentage point; one of what is counted. */
const usualStep = { share: 0.001, count: 1 } as const;

/**
 * Shares a target out among units and checks what the parts come to. Of a share, parts are weighed by what each unit's share is a share of;
 * of a count they are added. A unit whose base nobody knows gets no part and is told. Pure.
 *
 * `same`: a share goes to all alike, a count in equal parts. `proportional`: by the base; of a share this shares out what has to be counted, not the
 * share. `by-gap`: every unit goes the same part of its way from where it stands to the most there can be, so whoever is further behind has
 * more to gain. `explicit`: as a document's table has it.
 */
export function shareOut(question: ShareQuestion): ShareOut {
  const parts = question.rule === 'explicit' ? listed(question) : worked(question);
  const all = question.units.map((unit) => {
    const part = parts.get(unit.code);
    const byRule = typeof part === 'number' ? part : undefined;
    const noPart = unit.own === undefined && typeof part === 'string' ? part : undefined;
    return { code: unit.code, value: unit.own ?? byRule, byRule, own: unit.own !== undefined, noPart };
  });
  return { parts: all, check: checkParts(question, all) };
}

type Parts = ReadonlyMap<string, number | NoPart>;

function listed({ units }: ShareQuestion): Parts {
  return new Map(units.map(({ code, listed: value }) => [code, value ?? 'not-listed']));
}

/** A unit that takes part: `size` turns its part into what is added up, `most` is the end of its way. */
interface Sharer {
  readonly code: string;
  readonly size: number;
  readonly most: number;
  readonly standing: number;
  readonly base: number;
}

function worked(question: ShareQuestion): Parts {
  const { kind, rule, target, units } = question;
  if (rule === 'same' && kind === 'share') return new Map(units.map(({ code }) => [code, target]));
  const out = new Map<string, number | NoPart>();
  const sharers: Sharer[] = [];
  for (const unit of units) {
    const missing = whyNot(question, unit);
    if (missing === undefined) sharers.push(sharerOf(question, unit));
    else out.set(unit.code, missing);
  }
  const exact = rule === 'by-gap' ? byGap(question, sharers) : byBase(question, sharers);
  for (const [code, value] of round(question, sharers, exact)) out.set(code, value);
  return out;
}

function whyNot({ kind, rule }: ShareQuestion, { weight, standing, base }: ShareUnit): NoPart | undefined {
  const needed = [
    ...(kind === 'share' ? [weight] : []),
    ...(rule === 'proportional' || (rule === 'by-gap' && kind === 'count') ? [base] : []),
  ];
  if (needed.includes(undefined)) return 'base-unknown';
  if (needed.includes(0)) return 'base-zero';
  return rule === 'by-gap' && standing === undefined ? 'standing-unknown' : undefined;
}

function sharerOf(question: ShareQuestion, unit: ShareUnit): Sharer {
  const { kind, rule, better, cap = kind === 'share' ? 1 : Number.POSITIVE_INFINITY } = question;
  const base = rule === 'same' ? 1 : (unit.base ?? 1);
  const top = kind === 'count' && rule === 'by-gap' ? Math.min(base, cap) : cap;
  const most = rule === 'by-gap' && better === 'down' ? 0 : downTo(kind === 'share' ? Math.min(top, 1) : top, question);
  const standing = unit.standing ?? 0;
  return {
    code: unit.code,
    size: kind === 'share' ? (unit.weight ?? 0) : 1,
    most,
    standing: better === 'up' ? Math.min(standing, most) : standing,
    base,
  };
}

function downTo(value: number, { kind, step = usualStep[kind] }: ShareQuestion): number {
  return Number.isFinite(value) ? tidy(wholeSteps(value / step) * step) : value;
}

function wholeSteps(steps: number): number {
  const near = Math.round(steps);
  return Math.abs(steps - near) <= tolerance * Math.max(1, Math.abs(steps)) ? near : Math.floor(steps);
}

/** By the base; what would go over the most of a unit goes to the others. */
function byBase(question: ShareQuestion, sharers: readonly Sharer[]): Map<string, number> {
  let left = aimOf(question, sharers);
  const parts = new Map<string, number>();
  let open = [...sharers];
  while (open.length > 0) {
    const each = left / total(open, ({ base }) => base);
    const full = open.filter(({ base, size, most }) => each * base > size * most + tolerance);
    if (full.length === 0) {
      for (const { code, base, size } of open) parts.set(code, (each * base) / size);
      break;
    }
    for (const { code, size, most } of full) {
      parts.set(code, most);
      left -= size * most;
    }
    open = open.filter((sharer) => !full.includes(sharer));
  }
  return parts;
}

/** Everybody goes the same part of their way; whoever is at its end already stays there. */
function byGap(question: ShareQuestion, sharers: readonly Sharer[]): Map<string, number> {
  const { better } = question;
  const wayOf = ({ most, standing }: Sharer) => (better === 'up' ? Math.max(0, most - standing) : standing - most);
  const way = total(sharers, (sharer) => sharer.size * wayOf(sharer));
  const now = total(sharers, ({ size, standing }) => size * standing);
  const aim = aimOf(question, sharers);
  const needed = better === 'up' ? aim - now : now - aim;
  // Where all of it is reached already nobody has to give anything up.
  const part = way === 0 ? 0 : Math.min(1, Math.max(0, needed / way));
  const sign = better === 'up' ? 1 : -1;
  return new Map(sharers.map((sharer) => [sharer.code, sharer.standing + sign * part * wayOf(sharer)]));
}

/** What the sharers have to come to together: so many of what is counted. */
function aimOf({ kind, target }: ShareQuestion, sharers: readonly Sharer[]): number {
  return kind === 'share' ? target * total(sharers, ({ size }) => size) : target;
}

/**
 * To multiples of the step: all down, then those with the largest remainders up, as many as it takes that together they reach what the exact parts
 * reached (where fewer is better, as many as keep below it). Counts come out at the exact sum.
 */
function round(
  { kind, better, step = usualStep[kind] }: ShareQuestion,
  sharers: readonly Sharer[],
  exact: ReadonlyMap<string, number>,
): Map<string, number> {
  const rows = sharers.map(({ code, size }) => {
    const steps = (exact.get(code) ?? 0) / step;
    const down = wholeSteps(steps);
    return { code, size, down, remainder: Math.max(0, steps - down) };
  });
  const goal = total(rows, ({ size, down, remainder }) => size * (down + remainder));
  let sum = total(rows, ({ size, down }) => size * down);
  const slack = tolerance * Math.max(1, Math.abs(goal));
  const raised = new Set<string>();
  const open = rows.filter(({ remainder }) => remainder > 0);
  for (const { code, size } of open.toSorted((a, b) => b.remainder - a.remainder || a.code.localeCompare(b.code))) {
    if (better === 'up' && sum >= goal - slack) break;
    if (better === 'down' && sum + size > goal + slack) continue;
    raised.add(code);
    sum += size;
  }
  return new Map(rows.map(({ code, down }) => [code, tidy((down + (raised.has(code) ? 1 : 0)) * step)]));
}

/** What the parts, or the own targets that stand in their place, come to. */
export function checkParts(
  { kind, better, target, units }: Pick<ShareQuestion, 'kind' | 'better' | 'target' | 'units'>,
  parts: readonly Pick<Part, 'code' | 'value'>[],
): ShareCheck {
  const weights = new Map(units.map(({ code, weight }) => [code, weight]));
  const given = parts.flatMap(({ code, value }) =>
    value === undefined ? [] : [{ code, value, weight: kind === 'share' ? weights.get(code) : 1 }],
  );
  const weighed = given.flatMap(({ value, weight }) => (weight === undefined ? [] : [{ value, weight }]));
  const weight = total(weighed, (each) => each.weight);
  const sum = total(weighed, (each) => each.value * each.weight);
  const reached = kind === 'count' ? (given.length === 0 ? undefined : sum) : weight === 0 ? undefined : sum / weight;
  const difference = reached === undefined ? undefined : tidy(reached - target);
  return {
    reached: reached === undefined ? undefined : tidy(reached),
    difference,
    holds: difference === undefined ? undefined : better === 'up' ? difference >= -tolerance : difference <= tolerance,
    without: parts.filter(({ value }) => value === undefined).map(({ code }) => code),
    unweighed: given.filter((each) => each.weight === undefined).map(({ code }) => code),
  };
}

function total<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
