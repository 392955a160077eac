import { fill, formatDate, formatNumber } from '../../../platform/text.ts';
import { Alert, Card, Details, StepList, useLanguage } from '../../../web/index.ts';
import { certaintyInWords, certaintyOf, portionInWords, roleInWords, sourceInWords } from '../facts-in-words.ts';
import type { ProcedureContent } from '../model.ts';
import type { PublishedProcedure } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { Certain } from './certain.tsx';

export function Steps({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const paper = content.results.some((result) => result.paperOriginal);
  const steps = [
    { title: t.stepYou, text: content.form === undefined ? t.stepYouAtDesk : t.stepYouText },
    { title: t.stepReception, text: t.stepReceptionText },
    ...content.steps.map((step) => ({
      title: step.name[language],
      text: fill(t.stepWho, {
        role: roleInWords(step.role, language),
        portion: portionInWords(step.sharePercent, language),
      }),
    })),
    { title: t.stepResult, text: paper ? t.stepResultPaper : t.stepResultElectronic },
  ];
  const doubt = certaintyInWords(certaintyOf(content, 'steps'), language);
  return (
    <Card title={t.steps} id="cac-buoc">
      <StepList steps={steps.map((step) => ({ ...step, state: 'next' }))} />
      {doubt === undefined ? null : <p class="muted small">({doubt})</p>}
    </Card>
  );
}

export function Results({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  return (
    <Card title={t.results} id="ket-qua">
      <ul class="procedure-papers">
        {content.results.map((result) => (
          <li key={result.template}>
            <b>{result.name[language]}</b>
            <span class="muted small">
              {t.resultElectronic} {result.paperOriginal ? t.resultPaper : null}{' '}
              {result.register === undefined
                ? null
                : fill(t.resultRegister, { register: lowerFirst(result.register[language]) })}
            </span>
            {result.templateSource === '' ? null : (
              <span class="muted small" lang="vi">
                {fill(catalogueTexts('vi').resultSource, { source: sourceInWords(result.templateSource, 'vi') })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** What of this page a person may not rely on, said before they do. */
export function HowSure({ content, settingYear }: { content: ProcedureContent; settingYear: number | undefined }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const doubts = Object.entries(content.certainty).flatMap(([path, certainty]) => {
    const words = certaintyInWords(certainty, language);
    return words === undefined ? [] : [{ path, words }];
  });
  const named = Map.groupBy(doubts, ({ path }) => pathInWords(path, t));
  return (
    <Alert kind="warning" title={t.asOfTitle} level={2}>
      <p>
        {fill(settingYear === undefined ? t.asOfPlain : t.asOf, {
          year: content.contentAsOf.slice(0, 4),
          setting: String(settingYear),
        })}
      </p>
      {named.size === 0 ? null : (
        <Details summary={t.uncertain}>
          <ul class="small">
            {[...named].map(([name, entries]) => (
              <li key={name}>
                {name}: {[...new Set(entries.map(({ words }) => words))].join(', ')}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Alert>
  );
}

function pathInWords(path: string, t: ReturnType<typeof catalogueTexts>): string {
  const words: Record<string, string> = {
    timeLimit: t.howLong,
    fee: t.howMuch,
    papers: t.certaintyPapers,
    competence: t.whoDecides,
    onlineService: t.online,
    steps: t.steps,
    workflow: t.steps,
    results: t.results,
    form: t.formPaper,
    formSource: t.formSource,
    legalBasis: t.legalBasis,
    filedFor: t.whoMayFile,
    assuranceLevel: t.account,
    name: t.officialName,
  };
  return words[path.split('.')[0] as string] ?? t.certaintyOther;
}

export function LegalBasis({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  if (content.legalBasis.length === 0) return null;
  const list = (
    <ul class="small num" lang="vi">
      {content.legalBasis.map((document) => (
        <li key={document}>{document}</li>
      ))}
    </ul>
  );
  return (
    <Card title={t.legalBasis} id="can-cu">
      {content.formSource === undefined ? null : (
        <p class="small">
          {t.formSource}:{' '}
          <Certain content={content} path="formSource">
            <span lang="vi">{content.formSource}</span>
          </Certain>
        </p>
      )}
      {content.legalBasis.length <= 5 ? (
        list
      ) : (
        <div>
          <Details summary={fill(t.legalBasisCount, { count: formatNumber(content.legalBasis.length, language) })}>
            {list}
          </Details>
        </div>
      )}
    </Card>
  );
}

export function Versions({ procedure }: { procedure: PublishedProcedure }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  return (
    <Card title={t.versions} id="phien-ban">
      <p class="muted small">{t.versionsText}</p>
      <ul class="procedure-papers small">
        {procedure.history.map((line) => (
          <li key={line.version}>
            <b>
              {fill(t.version, { number: line.version })}
              {line.hash === procedure.version.hash ? ` · ${t.versionNow}` : null}
            </b>
            <span class="muted">{fill(t.versionFrom, { date: formatDate(line.inForceFrom, language) })}</span>
            <span class="muted">
              {t.versionHash}: <code title={line.hash}>{line.hash.slice(0, 16)}…</code>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
