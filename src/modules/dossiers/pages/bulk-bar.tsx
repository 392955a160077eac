import type { Language } from '../../../platform/text.ts';
import { Button, CsrfField } from '../../../web/index.ts';
import { dossierTexts } from '../texts.ts';

export interface BulkBarProps {
  readonly language: Language;
  readonly csrf: string;
  /** Which act of `bulkActs`; it goes to the dossiers whose boxes are ticked. */
  readonly act: 'tiep-nhan' | 'phan-cong';
  /** Whom a dossier can be passed to. */
  readonly colleagues: readonly { readonly id: string; readonly label: string }[];
  /** The view to come back to. */
  readonly mine: boolean;
}

/** Over a list: what is done to the ticked rows. "All" and the count need script and show only with it. */
export function BulkBar({ language, csrf, act, colleagues, mine }: BulkBarProps) {
  const t = dossierTexts(language);
  return (
    <form method="post" action={`/mot-cua/hang-loat/${act}`} id="bulk" class="bulk">
      <CsrfField token={csrf} />
      {mine ? null : <input type="hidden" name="tat" value="1" />}
      <label class="bulk__all" data-pick-all hidden>
        <input type="checkbox" /> {t.pickAll}
      </label>
      <output class="muted" data-picked hidden>
        {t.picked}
      </output>
      {act === 'phan-cong' ? (
        <>
          <label class="ds-sr-only" for="bulk-to">
            {t.to}
          </label>
          <select class="ds-input" id="bulk-to" name="to">
            <option value="">{t.auto}</option>
            {colleagues.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
        </>
      ) : null}
      <Button small hotkey="t">
        {act === 'tiep-nhan' ? t.bulkAccept : t.bulkAssign}
      </Button>
    </form>
  );
}
