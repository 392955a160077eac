import { say } from '../../../platform/text.ts';
import { Card } from '../../../web/index.ts';
import { acts } from '../acts.ts';
import { actTexts } from './act-texts.ts';
import type { DossierPageProps } from './page-props.ts';

/** Somebody else acted first and the act is gone from the page: what was typed for it is given back, to be copied. */
export function LostWords({ failed, view, language }: Pick<DossierPageProps, 'failed' | 'view' | 'language'>) {
  const act = acts.find((each) => each.slug === failed?.slug);
  if (failed === undefined || act === undefined || view.actions.includes(act.action)) return null;
  const written = Object.entries(failed.typed)
    .filter(([name, text]) => /^words$|\.note$/.test(name) && text.trim() !== '')
    .map(([, text]) => text);
  if (written.length === 0) return null;
  const t = actTexts(language);
  return (
    <Card title={`${t.typedHere} (${say(act.label, language)})`} id="da-viet">
      <p class="muted">{t.typedHint}</p>
      {written.map((text) => (
        <blockquote key={text} class="typed">
          {text}
        </blockquote>
      ))}
    </Card>
  );
}
