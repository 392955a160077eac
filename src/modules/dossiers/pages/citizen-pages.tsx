import type { DomainError } from '../../../platform/errors.ts';
import { rowsOf } from '../../../platform/forms/rows.ts';
import { fill, formatDate, formatDateTime, type Language, say } from '../../../platform/text.ts';
import {
  Alert,
  Breadcrumbs,
  Button,
  Card,
  CsrfField,
  DataTable,
  type DataTableProps,
  DescriptionList,
  Details,
  EmptyState,
  ErrorSummary,
  Grid,
  LinkButton,
  Page,
  Stack,
  Statement,
  StepList,
  Tag,
} from '../../../web/index.ts';
import type { Situation } from '../plain-words.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { actionWords } from '../texts.ts';
import type { ReasonOption } from './act-form.tsx';
import { citizenSteps } from './citizen-steps.ts';
import { citizenTexts } from './citizen-texts.ts';

export interface MyDossier {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly filed: string;
  readonly yourTurn: boolean;
}

export function MyDossiersPage({
  language,
  rows,
  drafts,
  next,
}: {
  readonly language: Language;
  readonly rows: readonly MyDossier[];
  readonly drafts: number;
  readonly next: string | undefined;
}) {
  const t = citizenTexts(language);
  const columns: DataTableProps<MyDossier>['columns'] = [
    {
      key: 'name',
      label: t.dossier,
      heading: true,
      wide: true,
      cell: (row) => (
        <>
          <a href={`/ho-so/${row.code}`}>{row.name}</a>
          <br />
          <span class="muted">{row.code}</span>
        </>
      ),
    },
    {
      key: 'status',
      label: t.status,
      cell: (row) => <Tag tone={row.yourTurn ? 'soon' : 'new'}>{row.yourTurn ? t.yourTurn : row.status}</Tag>,
    },
    { key: 'filed', label: t.filed, cell: (row) => row.filed },
  ];
  return (
    <Page title={t.mine} section="/ho-so" noIndex helpHref="/huong-dan">
      <h1>{t.mine}</h1>
      {drafts === 0 ? null : (
        <Alert kind="info">
          <a href="/nop">{fill(t.drafts, { n: drafts })}</a>
        </Alert>
      )}
      <DataTable
        caption={t.mine}
        hideCaption
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState action={{ href: '/thu-tuc', label: t.findProcedure }}>{t.none}</EmptyState>}
      />
      {next === undefined ? null : (
        <p>
          <a href={next}>{t.older}</a>
        </p>
      )}
    </Page>
  );
}

export interface CitizenDossierProps {
  readonly language: Language;
  readonly csrf: string;
  readonly view: DossierView;
  readonly situation: Situation;
  readonly now: Temporal.Instant;
  readonly papers: preact.ComponentChildren;
  readonly upload: preact.ComponentChildren;
  readonly communeNames: ReadonlyMap<string, string>;
  readonly reasons: readonly ReasonOption[];
  readonly failed?: { readonly error: DomainError; readonly typed: Readonly<Record<string, string>> } | undefined;
  readonly done?: boolean | undefined;
}

/** The citizen's page of one dossier: where it is in one sentence, then what they have to do, the steps, the papers, all that was said. */
export function CitizenDossierPage(props: CitizenDossierProps) {
  const { language, view, situation } = props;
  const { state, content } = view;
  const t = citizenTexts(language);
  const name = say(content.procedure.content.shortName, language);
  return (
    <Page title={`${name} · ${state.code}`} section="/ho-so" noIndex helpHref="/huong-dan">
      <Breadcrumbs items={[{ href: '/ho-so', label: t.mine }, { label: state.code }]} />
      <h1>{name}</h1>
      {props.failed === undefined ? null : (
        <ErrorSummary
          faults={[
            { text: props.failed.error.words[language] },
            ...props.failed.error.faults.map((fault) => ({ text: fault.words[language] })),
          ]}
        />
      )}
      {props.done === true ? (
        <Alert kind="success" live>
          {t.stored}
        </Alert>
      ) : null}
      <Statement title={situation.title}>{situation.text}</Statement>
      {situation.yourTurn && state.openSupplement !== undefined ? <SupplementCard {...props} /> : null}
      <ResultCard {...props} />
      <Grid columns={2}>
        <Card title={t.steps}>
          <StepList steps={citizenSteps(state, content.procedure, props.now, language)} />
        </Card>
        <Card title={t.papers}>
          <Stack>
            {props.papers}
            {state.acceptedAt === undefined ? null : (
              <LinkButton variant="secondary" href={`/ho-so/${state.code}/giay-tiep-nhan.pdf`}>
                {t.receipt}
              </LinkButton>
            )}
          </Stack>
        </Card>
      </Grid>
      <Said {...props} />
      <Details summary={t.whatYouFiled}>
        {rowsOf(content.procedure.content.form ?? { steps: [] }, content.answers, language, {
          communes: [...props.communeNames].map(([value, label]) => ({ value, label: { vi: label, en: label } })),
        }).map((step) => (
          <section key={step.stepTitle}>
            <h3>{step.stepTitle}</h3>
            <DescriptionList small items={step.rows.map((row) => ({ term: row.label, value: row.value }))} />
          </section>
        ))}
      </Details>
      {view.actions.includes('withdraw') ? <Withdraw {...props} /> : null}
    </Page>
  );
}

function SupplementCard({ language, view, csrf, upload, reasons }: CitizenDossierProps) {
  const t = citizenTexts(language);
  const { content } = view.content.procedure;
  const asked = [...view.content.history].reverse().find((entry) => entry.action === 'request-supplement');
  const notes = (asked?.personal?.['notes'] ?? []) as readonly string[];
  const nameOf = (target: string) => {
    const [kind, key] = target.split(':');
    const paper = content.papers.find((each) => each.key === key);
    const step = content.form?.steps.find((each) => each.key === key);
    return kind === 'paper' && paper !== undefined
      ? say(paper.name, language)
      : step === undefined
        ? t.other
        : say(step.title, language);
  };
  return (
    <Card title={t.toSupplement} tinted id="bo-sung">
      <ol>
        {view.state.openSupplement?.points.map((point, index) => (
          <li key={`${point.target}-${point.reason}`}>
            <strong>{nameOf(point.target)}</strong>: {reasonName(reasons, point.reason, language)}
            {notes[index] === undefined ? null : (
              <>
                <br />
                {notes[index]}
              </>
            )}
          </li>
        ))}
      </ol>
      {upload}
      <form method="post" action={`/ho-so/${view.state.code}/bo-sung`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="version" value={view.head.version} />
        <div class="ds-field">
          <label class="ds-label" for="words">
            {t.supplementWords}
          </label>
          <textarea class="ds-input" id="words" name="words" rows={3} maxLength={4000} required />
        </div>
        <Button>{t.sendSupplement}</Button>
      </form>
    </Card>
  );
}

function reasonName(reasons: readonly ReasonOption[], key: string, language: Language): string {
  const found = reasons.find((reason) => reason.key === key);
  return found === undefined ? key : say(found.words, language);
}

function ResultCard({ language, view, csrf }: CitizenDossierProps) {
  const t = citizenTexts(language);
  const { state } = view;
  if (state.outcome?.number === undefined) return null;
  const code = state.outcome.verificationCode ?? '';
  return (
    <Card title={t.result}>
      <p>
        {t.number} <strong>{state.outcome.number}</strong>
        {state.settledAt === undefined ? null : `, ${formatDate(Temporal.Instant.from(state.settledAt), language)}`}.{' '}
        {t.signed}
      </p>
      <p>
        <LinkButton href={`/ho-so/${state.code}/ket-qua.pdf`}>{t.download}</LinkButton>{' '}
        <a href={`/kiem-tra/${code}`}>{t.verify}</a>
      </p>
      {view.actions.includes('rate') && state.rating === undefined ? (
        <form method="post" action={`/ho-so/${state.code}/danh-gia`}>
          <CsrfField token={csrf} />
          <input type="hidden" name="version" value={view.head.version} />
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{t.rate}</legend>
            {([5, 4, 3, 2, 1] as const).map((stars) => (
              <label key={stars} class="act-form__choice" for={`stars-${stars}`}>
                <input class="ds-input" type="radio" id={`stars-${stars}`} name="stars" value={stars} required />{' '}
                {t[`stars${stars}`]}
              </label>
            ))}
          </fieldset>
          <div class="ds-field">
            <label class="ds-label" for="rate-words">
              {t.rateWords}
            </label>
            <textarea class="ds-input" id="rate-words" name="words" rows={2} maxLength={2000} />
          </div>
          <Button variant="secondary">{t.sendRating}</Button>
        </form>
      ) : null}
      {state.rating === undefined ? null : <p>{fill(t.rated, { n: state.rating.stars })}</p>}
    </Card>
  );
}

/** What the office said and did, with its reasons; internal notes are not part of it. */
function Said({ language, view }: CitizenDossierProps) {
  const t = citizenTexts(language);
  return (
    <Card title={t.history}>
      <ul class="notes">
        {view.content.history.map((entry) => {
          const officer = entry.actorPosition === null ? undefined : view.officers.get(entry.actorPosition);
          const forCitizen =
            entry.action !== 'propose' &&
            entry.action !== 'return-to-step' &&
            entry.action !== 'transfer' &&
            entry.action !== 'reject-supplement';
          const words =
            forCitizen && typeof entry.personal?.['words'] === 'string' ? entry.personal['words'] : undefined;
          return (
            <li key={entry.version}>
              <span class="muted">{formatDateTime(entry.at, language)}</span>{' '}
              {officer === undefined
                ? entry.capacity === 'citizen'
                  ? t.you
                  : t.system
                : `${officer.name}, ${say(officer.title, language)}`}
              : {say(actionWords[entry.action], language)}
              {words === undefined || words === '' ? null : (
                <>
                  <br />“{words}”
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Withdraw({ language, view, csrf }: CitizenDossierProps) {
  const t = citizenTexts(language);
  return (
    <Details summary={t.withdraw}>
      <p>{t.withdrawText}</p>
      <form method="post" action={`/ho-so/${view.state.code}/rut`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="version" value={view.head.version} />
        <div class="ds-field">
          <label class="ds-label" for="withdraw-words">
            {t.withdrawWords}
          </label>
          <textarea class="ds-input" id="withdraw-words" name="words" rows={2} maxLength={2000} required />
        </div>
        <Button variant="danger" confirm={t.withdrawText}>
          {t.withdraw}
        </Button>
      </form>
    </Details>
  );
}

export interface TrackPageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly code: string;
  readonly found?:
    | {
        readonly name: string;
        readonly situation: Situation;
        readonly steps: ReturnType<typeof citizenSteps>;
        readonly status: string;
      }
    | undefined;
  readonly error?: DomainError | undefined;
}

/** Following without signing in: the code and a second fact; where it is, nothing about the person. */
export function TrackPage({ language, code, found, error, csrf }: TrackPageProps) {
  const t = citizenTexts(language);
  return (
    <Page title={t.track} section="/tra-cuu" narrow helpHref="/huong-dan">
      <h1>{t.track}</h1>
      {error === undefined ? null : <ErrorSummary faults={[{ text: error.words[language], fieldId: 'code' }]} />}
      {found === undefined ? null : (
        <Stack>
          <Statement title={found.situation.title}>{found.situation.text}</Statement>
          <Card title={found.name} aside={<Tag tone="new">{found.status}</Tag>}>
            <StepList steps={found.steps} />
          </Card>
          <p class="muted">{t.trackPrivacy}</p>
        </Stack>
      )}
      <form method="post" action="/tra-cuu">
        <CsrfField token={csrf} />
        <div class="ds-field">
          <label class="ds-label" for="code">
            {t.code}
          </label>
          <span class="muted">{t.codeHint}</span>
          <input
            class="ds-input"
            id="code"
            name="ma"
            value={code}
            autoCapitalize="characters"
            autoComplete="off"
            required
            maxLength={60}
          />
        </div>
        <div class="ds-field">
          <label class="ds-label" for="last4">
            {t.last4}
          </label>
          <span class="muted">{t.last4Hint}</span>
          <input
            class="ds-input"
            id="last4"
            name="so"
            inputMode="numeric"
            autoComplete="off"
            required
            maxLength={4}
            minLength={4}
          />
        </div>
        <Button>{t.look}</Button>
      </form>
      <p>
        <a href="/dang-nhap?ve=/ho-so">{t.signInInstead}</a>
      </p>
    </Page>
  );
}
