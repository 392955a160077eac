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
  useLanguage,
} from '../../../web/index.ts';
import { deciderInWords, feeInWords, filedForInWords, officeInWords, timeInWords } from '../facts-in-words.ts';
import type { ProcedureContent } from '../model.ts';
import type { PublishedCatalogue, PublishedProcedure } from '../queries/published-catalogue.ts';
import { catalogueTexts } from '../texts.ts';
import { Certain } from './certain.tsx';
import { PapersNeeded } from './papers-needed.tsx';
import { FilingTags, ProcedureTable } from './procedure-list.tsx';
import { HowSure, LegalBasis, Results, Steps, Versions } from './procedure-sections.tsx';

export interface ProcedurePageProps {
  readonly catalogue: PublishedCatalogue;
  readonly procedure: PublishedProcedure;
  /** The year of the setting differs from that of the content (the demonstration). */
  readonly settingYear: number | undefined;
}

/** Everything one needs to know before filing, and the way to file. */
export function ProcedurePage({ catalogue, procedure, settingYear }: ProcedurePageProps) {
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
          <HowSure content={content} settingYear={settingYear} />
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
    ...(content.form === undefined
      ? []
      : [{ term: t.account, value: content.assuranceLevel === 2 ? t.accountLevel2 : t.accountLevel1 }]),
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
