import type { Definitions } from '../definitions/model.ts';
import { nodesOf } from '../editions/model.ts';

/** Every measure that is shown: those that an indicator or an index refers to, and those that tell how much is invented. */
export function measuresOf(
  { indicators, editions }: Definitions,
  sample: { readonly synthetic: string; readonly of: string },
): string[] {
  const used = [
    ...indicators.flatMap(({ inputs }) => inputs),
    ...editions.flatMap(({ nodes }) => [...nodesOf(nodes)].flatMap(({ leaf }) => leaf?.inputs ?? [])),
  ].flatMap(({ measure }) => measure ?? []);
  return [...new Set([...used, sample.synthetic, sample.of])].sort((a, b) => a.localeCompare(b));
}
