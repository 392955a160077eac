import { fill } from '../../../platform/text.ts';
import { useLanguage } from '../../../web/index.ts';
import type { Value } from '../values/model.ts';
import { disclosureTexts } from './texts.ts';

/** In plain words why a figure is not shown; nothing where it is. */
export function WhyHidden({ value, smallest }: { value: Value; smallest: number }) {
  const language = useLanguage();
  const t = disclosureTexts(language);
  if (value.hidden === undefined) return null;
  return (
    <p class="small" id="vi-sao-an">
      {fill(t[`why-${value.hidden}`], { smallest })} {t.staff}
    </p>
  );
}

/** Under a table in which some figures are not shown. */
export function SomeHidden({ values, smallest }: { values: readonly Value[]; smallest: number }) {
  const language = useLanguage();
  const t = disclosureTexts(language);
  const reasons = [...new Set(values.flatMap(({ hidden }) => hidden ?? []))];
  if (reasons.length === 0) return null;
  return (
    <details class="small">
      <summary>{t.someHidden}</summary>
      {reasons.map((reason) => (
        <p key={reason}>{fill(t[`why-${reason}`], { smallest })}</p>
      ))}
      <p>{t.staff}</p>
    </details>
  );
}
