import type { FormulaResult } from '../formula/formula.ts';
import { type Edition, type Input, nodesOf } from './model.ts';

/** One thing that brings points of an index, by so much more of one input. */
export interface Step {
  readonly code: string;
  readonly input: Input;
  /** Points for one more (or one less) of the input; for a yes, what the yes brings. */
  readonly pointsEach: number;
  /** `more` dossiers online, or fewer (`less`) complaints. */
  readonly direction: 'more' | 'less';
  /** How many it takes to what the leaf still has to give by this input; at least so many. */
  readonly needed: number;
  readonly pointsLeft: number;
  /** The points are placeholders: the order is no official one. */
  readonly placeholder: boolean;
}

/**
 * Which inputs are nearest to more points, the most for one first. Only leaves whose formula and inputs are known can be told; what is missing is a
 * different gap and is listed by the score. Pure.
 */
export function cheapestSteps(
  edition: Edition,
  inputs: ReadonlyMap<string, Readonly<Record<string, number | undefined>>>,
): Step[] {
  const steps: Step[] = [];
  for (const node of nodesOf(edition.nodes)) {
    const { leaf, points } = node;
    const full = points?.full ?? 0;
    const known = inputs.get(node.code);
    const formula = leaf?.formula;
    if (formula === undefined || known === undefined || full === 0) continue;
    const at = (change: Readonly<Record<string, number>>) =>
      capped(formula.evaluate({ ...known, ...change, max: full }), full);
    const now = at({});
    if (now === undefined || now >= full) continue;
    for (const input of leaf?.inputs ?? []) {
      const value = known[input.key];
      if (value === undefined) continue;
      const step = input.unit === 'yes-no' ? flip(at, input, value, now) : slope(at, input, value, now);
      if (step !== undefined)
        steps.push({ code: node.code, input, ...step, placeholder: points?.placeholder ?? false });
    }
  }
  return steps.sort(
    (a, b) => b.pointsEach - a.pointsEach || b.pointsLeft - a.pointsLeft || a.code.localeCompare(b.code),
  );
}

type At = (change: Readonly<Record<string, number>>) => number | undefined;
type Found = Pick<Step, 'pointsEach' | 'direction' | 'needed' | 'pointsLeft'>;

function flip(at: At, { key }: Input, value: number, now: number): Found | undefined {
  if (value !== 0) return undefined;
  const gain = (at({ [key]: 1 }) ?? now) - now;
  return gain > 0 ? { pointsEach: gain, direction: 'more', needed: 1, pointsLeft: gain } : undefined;
}

/** A base (all hamlets there are) is not worked on: fewer of it would be points for nothing done. */
function slope(at: At, { key }: Input, value: number, now: number): Found | undefined {
  const more = (at({ [key]: value + 1 }) ?? now) - now;
  if (more <= 0) return undefined;
  // A cap or a step may lie ahead: the best that this input alone can bring is found by doubling, how many it takes by halving.
  let reach = 1;
  let best = now + more;
  for (let next = 2; next <= 2 ** 40; next *= 2) {
    const points = at({ [key]: value + next }) ?? best;
    if (points <= best + 1e-12) break;
    best = points;
    reach = next;
  }
  let [low, high] = [0, reach];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((at({ [key]: value + middle }) ?? now) >= best - 1e-9) high = middle;
    else low = middle;
  }
  return { pointsEach: more, direction: 'more', needed: high, pointsLeft: best - now };
}

function capped(result: FormulaResult, full: number): number | undefined {
  return result.kind === 'value' ? Math.min(full, Math.max(0, result.value)) : undefined;
}
