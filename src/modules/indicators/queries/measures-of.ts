import type { Definitions } from '../definitions/model.ts';
import type { MeasureFacts } from '../disclosure/measure-facts.ts';
import { nodesOf } from '../editions/model.ts';

/** Every measure that is shown: those that an indicator or an index of any version refers to, those that tell how much is invented, and those that are shown always. */
export function measuresOf(
  versions: readonly Definitions[],
  { sample, always = [] }: Pick<MeasureFacts, 'sample' | 'always'>,
): string[] {
  const used = versions
    .flatMap(({ indicators, editions }) => [
      ...indicators.flatMap(({ inputs }) => inputs),
      ...editions.flatMap(({ nodes }) => [...nodesOf(nodes)].flatMap(({ leaf }) => leaf?.inputs ?? [])),
    ])
    .flatMap(({ measure }) => measure ?? []);
  return [...new Set([...used, ...always, sample.synthetic, sample.of])].sort((a, b) => a.localeCompare(b));
}
