import { fill, formatDateTime, say } from '../../../platform/text.ts';
import { ErrorSummary } from '../../../web/index.ts';
import { acts } from '../acts.ts';
import { actionWords } from '../texts.ts';
import { actFieldId } from './act-fields.tsx';
import { actTexts } from './act-texts.ts';
import { actorName, sentence } from './history-card.tsx';
import type { DossierPageProps } from './page-props.ts';

/** Why an act was not done: what somebody else did since the page was opened, which fields are at fault, or the rule that is in the way. */
export function ActRefused({ failed, view, language }: Pick<DossierPageProps, 'failed' | 'view' | 'language'>) {
  if (failed === undefined) return null;
  const { error, slug, typed } = failed;
  const t = actTexts(language);
  const found = acts.find((each) => each.slug === slug);
  const act = found === undefined ? slug : say(found.label, language);
  const seen = Number(typed['version']);
  const since = Number.isInteger(seen) ? view.content.history.filter((entry) => entry.version > seen) : [];
  if (since.length > 0)
    return (
      <ErrorSummary
        title={fill(t.actedFirst, { act })}
        faults={[
          ...since.map((entry) => ({
            text: `${sentence(say(actionWords[entry.action], language))}: ${actorName(view, entry, language)}, ${formatDateTime(entry.at, language)}.`,
          })),
          { text: t.actedFirstNow },
        ]}
      />
    );
  if (error.faults.length === 0)
    return (
      <ErrorSummary title={fill(t.notDone, { act })} faults={[{ text: `${error.words[language]} [${error.code}]` }]} />
    );
  return (
    <ErrorSummary
      faults={error.faults.map((fault) => ({ text: fault.words[language], fieldId: actFieldId(slug, fault.path) }))}
    />
  );
}
