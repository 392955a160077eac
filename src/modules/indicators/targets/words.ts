import { fill, type Language, say } from '../../../platform/text.ts';
import type { Indicator } from '../definitions/model.ts';
import { shown } from '../pages/parts.tsx';
import type { BoundTarget } from './shared-targets.ts';
import { ruleNames, targetTexts } from './texts.ts';

/** Whose target it is a part of and by which rule; undefined for a unit's own. */
export function sharedFromInWords(indicator: Indicator, target: BoundTarget, language: Language): string | undefined {
  if (target.from === undefined || target.shared === 'not') return undefined;
  const { unit, target: above } = originOf(target);
  return fill(targetTexts(language).sharedFrom, {
    value: shown(indicator, above.value, language),
    unit: say(unit.name, language),
    document: say(above.document, language),
    rule: ruleNames(language)[target.shared],
  });
}

/** Small, under a target in a table. */
export function sharedShort(indicator: Indicator, target: BoundTarget, language: Language): string | undefined {
  if (target.from === undefined) return undefined;
  const { unit, target: above } = originOf(target);
  return fill(targetTexts(language).sharedShort, {
    value: shown(indicator, above.value, language),
    unit: say(unit.name, language),
  });
}

/** Who had it of a document; between there and here it may have been shared out twice. */
function originOf({ from }: BoundTarget): NonNullable<BoundTarget['from']> {
  let at = from as NonNullable<BoundTarget['from']>;
  while (at.target.from !== undefined) at = at.target.from;
  return at;
}
