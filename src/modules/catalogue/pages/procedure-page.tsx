import type { ComponentChildren } from 'preact';
import { fill, formatDate, formatNumber } from '../../../platform/text.ts';
import {
  Actions,
  Alert,
  Breadcrumbs,
  Card,
  type Description,
  DescriptionList,
  Details,
  LinkButton,
  Page,
  Stack,
  StepList,
  useLanguage,
} from '../../../web/index.ts';
import {
  certaintyInWords,
  certaintyOf,
  deciderInWords,
  feeInWords,
  filedForInWords,
  officeInWords,
  portionInWords,
  roleInWords,
  sourceInWords,
  timeInWords,
} from '../facts-in-words.ts';
import type { ProcedureContent } from '../model.ts';
import type { PublishedCatalogue, PublishedProcedure } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { PapersNeeded } from './papers-needed.tsx';
import { FilingTags, ProcedureTable } from './procedure-list.tsx';

export interface ProcedurePageProps {
  readonly catalogue: PublishedCatalogue;
  readonly procedure: PublishedProcedure;
  /** The year of the setting differs from that of the content (the demonstration). */
  readonly sample: boolean;
}

/** Everything one needs to know before filing, and the way to file. */
export function ProcedurePage({ catalogue, procedure, sample }: ProcedurePageProps) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const { content } = procedure;
  const field = catalogue.fields.find(({ key }) => key === content.field);
  const title = content.shortName[language];
  return (
    <Page title={title} section="/thu-tuc" description={content.summary[language]}>
      <Breadcrumbs
        items={[
          { label: t.listTitle, href: '/thu-tuc' },
          ...(field === undefined ? [] : [{ label: field.name[language], href: `/thu-tuc/linh-vuc/${field.key}` }]),
          { label: title },
        ]}
      />
      <h1>{title}</h1>
      <FilingTags content={content} />
      <p class="procedure-lead">{content.summary[language]}</p>
      <OfficialName content={content} />
      <div class="procedure-layout">
        <WaysToFile content={content} />
        <div class="stack procedure-layout__main">
          <Facts procedure={procedure} fieldName={field?.name[language]} />
          <PapersNeeded content={content} />
          <Steps content={content} />
          <Results content={content} />
          {content.notes === undefined ? null : (
            <Alert kind="info" title={t.notes}>
              {content.notes[language]}
            </Alert>
          )}
        </div>
        <Stack>
          <HowSure content={content} sample={sample} />
          <LegalBasis content={content} />
          <Versions procedure={procedure} />
        </Stack>
      </div>
      <Related catalogue={catalogue} content={content} />
    </Page>
  );
}

/** An official name may run to 569 characters: shown at once while it is short, folded away when it is not. */
function OfficialName({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const name = content.name[language];
  if (name === content.shortName[language]) return null;
  return name.length <= 140 ? (
    <p class="muted small">
      {t.officialName}: {name}
    </p>
  ) : (
    <Details summary={t.showOfficialName}>
      <p>{name}</p>
    </Details>
  );
}

/** A value with, where it is not certain, a word that says so. */
export function Certain({
  content,
  path,
  children,
}: {
  content: ProcedureContent;
  path: string;
  children: ComponentChildren;
}) {
  const language = useLanguage();
  const doubt = certaintyInWords(certaintyOf(content, path), language);
  return (
    <>
      {children}
      {doubt === undefined ? null : <small class="procedure-doubt"> ({doubt})</small>}
    </>
  );
}

function Facts({ procedure, fieldName }: { procedure: PublishedProcedure; fieldName: string | undefined }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const { content } = procedure;
  const { timeLimit, fee } = content;
  const withNote = (text: string, note: string | undefined, path: string) => (
    <Certain content={content} path={path}>
      {text}
      {note === undefined ? null : <small class="procedure-note">{note}</small>}
    </Certain>
  );
  const online = { full: t.onlineFullLong, partial: t.onlinePartialLong, none: t.onlineNoneLong }[
    content.onlineService
  ];
  const items: Description[] = [
    { term: t.howLong, value: withNote(timeInWords(timeLimit, language), timeLimit.note?.[language], 'timeLimit') },
    { term: t.howMuch, value: withNote(feeInWords(fee, language), fee.note?.[language], 'fee') },
    {
      term: t.whoDecides,
      value: withNote(
        deciderInWords(content.competence, procedure.departmentName?.[language], language),
        undefined,
        'competence',
      ),
    },
    {
      term: t.online,
      value: (
        <Certain content={content} path="onlineService">
          {online}
        </Certain>
      ),
    },
    { term: t.whoMayFile, value: filedForInWords(content.filedFor, language) },
    { term: t.account, value: content.assuranceLevel === 2 ? t.accountLevel2 : t.accountLevel1 },
    { term: t.code, value: <span class="num">{content.code}</span> },
    ...(fieldName === undefined ? [] : [{ term: t.field, value: fieldName }]),
  ];
  return (
    <Card>
      <DescriptionList items={items} />
    </Card>
  );
}

function WaysToFile({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const office = officeInWords(content.competence, language);
  const here = content.form !== undefined;
  return (
    <section class="ds-card procedure-file" data-variant={here ? 'tinted' : undefined}>
      {here ? (
        <>
          <h2 class="ds-sr-only">{t.fileNow}</h2>
          <Actions>
            <LinkButton href={`/nop/${content.slug}`} full>
              {t.fileNow}
            </LinkButton>
          </Actions>
          <p class="muted small">{t.fileNowHint}</p>
        </>
      ) : (
        <>
          <h2>{t.notFileableTitle}</h2>
          <p class="muted small">{t.notFileableText}</p>
        </>
      )}
      <h3>{t.atCounter}</h3>
      <p class="small">
        {office}. {t.atTheOffice}
      </p>
    </section>
  );
}

function Steps({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const paper = content.results.some((result) => result.paperOriginal);
  const steps = [
    { title: t.stepYou, text: t.stepYouText },
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

function Results({ content }: { content: ProcedureContent }) {
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
              <span class="muted small">
                {fill(t.resultSource, { source: sourceInWords(result.templateSource, language) })}
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
function HowSure({ content, sample }: { content: ProcedureContent; sample: boolean }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const doubts = Object.entries(content.certainty).flatMap(([path, certainty]) => {
    const words = certaintyInWords(certainty, language);
    return words === undefined ? [] : [{ path, words }];
  });
  const named = Map.groupBy(doubts, ({ path }) => pathInWords(path, t));
  return (
    <Alert kind="warning" title={t.asOfTitle} level={2}>
      <p>{fill(sample ? t.asOf : t.asOfPlain, { year: content.contentAsOf.slice(0, 4) })}</p>
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

function LegalBasis({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  if (content.legalBasis.length === 0) return null;
  const list = (
    <ul class="small num">
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
            {content.formSource}
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

function Versions({ procedure }: { procedure: PublishedProcedure }) {
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

const relatedShown = 6;

function Related({ catalogue, content }: { catalogue: PublishedCatalogue; content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const related = catalogue.procedures
    .filter(
      (other) =>
        other.content.code !== content.code &&
        other.content.lifeEvents.some((event) => content.lifeEvents.includes(event)),
    )
    .slice(0, relatedShown);
  if (related.length === 0) return null;
  return (
    <section class="procedure-group">
      <h2>{t.related}</h2>
      <ProcedureTable caption={t.related} hideCaption procedures={related} />
    </section>
  );
}
