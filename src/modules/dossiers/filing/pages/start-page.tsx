import { formatDateTime, formatDong, type Language } from '../../../../platform/text.ts';
import {
  Actions,
  Alert,
  Breadcrumbs,
  Button,
  Card,
  CsrfField,
  DescriptionList,
  ErrorSummary,
  inLanguage,
  LinkButton,
  Page,
  useLanguage,
} from '../../../../web/index.ts';
import type { Fee, FiledFor, PaperRequirement, ProcedureContent, TimeLimit } from '../../../catalogue/index.ts';
import type { DraftHead } from '../draft.ts';
import { since } from '../since.ts';
import { filingTexts } from '../texts.ts';

export interface SimilarDossier {
  readonly code: string;
  readonly filedAt: Temporal.Instant;
}

export interface StartPageProps {
  readonly content: ProcedureContent;
  readonly chosen: FiledFor | undefined;
  readonly signedIn: boolean;
  readonly levelTooLow: boolean;
  readonly drafts: readonly DraftHead[];
  readonly dossiers: readonly SimilarDossier[];
  /** Real time. */
  readonly now: Temporal.Instant;
  readonly fault?: string | undefined;
}

/** What it takes and for whom it is: the page before the first question. Public; starting needs an account. */
export function StartPage(props: StartPageProps) {
  const language = useLanguage();
  const t = filingTexts(language);
  const { content } = props;
  const name = inLanguage(content.shortName, language);
  return (
    <Page title={t.startTitle(name)} section="/thu-tuc" narrow>
      <Breadcrumbs items={[{ href: `/thu-tuc/${content.slug}`, label: name }, { label: t.start }]} />
      <h1>{t.startTitle(name)}</h1>
      {props.fault === undefined ? null : <ErrorSummary faults={[{ fieldId: 'f-cho', text: props.fault }]} />}
      <Similar {...props} />
      <Card title={t.before}>
        <p>{t.takes(String(content.form?.steps.length ?? 0))}</p>
        <DescriptionList
          items={[
            { term: t.time, value: timeWords(content.timeLimit, language) },
            { term: t.fee, value: feeWords(content.fee, language) },
          ]}
        />
      </Card>
      <Card title={t.papersTitle}>
        <Papers papers={content.papers} />
      </Card>
      {props.levelTooLow ? (
        <Alert kind="warning" title={t.levelTooLow}>
          <p>{t.levelTooLowWhat}</p>
        </Alert>
      ) : (
        <StartForm {...props} />
      )}
    </Page>
  );
}

function Similar({ drafts, dossiers, now }: StartPageProps) {
  const language = useLanguage();
  const t = filingTexts(language);
  const [draft, dossier] = [drafts[0], dossiers[0]];
  if (draft === undefined && dossier === undefined) return null;
  return (
    <Alert kind="info" title={draft === undefined ? t.similarDossier : t.similarDraft}>
      {draft !== undefined ? (
        <p>{t.similarDraftWhat(since(draft.updatedAt, now, language))}</p>
      ) : dossier !== undefined ? (
        <p>{t.similarDossierWhat(dossier.code, formatDateTime(dossier.filedAt, language))}</p>
      ) : null}
      <p>{t.startAnother}</p>
      <Actions>
        {draft !== undefined ? (
          <LinkButton href={`/nop/ho-so-nhap/${draft.id}`}>{t.continueDraft}</LinkButton>
        ) : dossier !== undefined ? (
          <LinkButton href={`/ho-so/${dossier.code}`}>{t.openDossier}</LinkButton>
        ) : null}
      </Actions>
    </Alert>
  );
}

function Papers({ papers }: { papers: readonly PaperRequirement[] }) {
  const language = useLanguage();
  const t = filingTexts(language);
  const always = papers.filter((paper) => paper.required && paper.when === undefined);
  const maybe = papers.filter((paper) => !always.includes(paper));
  if (papers.length === 0) return <p>{t.papersNone}</p>;
  return (
    <>
      <PaperNames papers={always} />
      {maybe.length === 0 ? null : (
        <>
          <h3>{t.papersMaybe}</h3>
          <PaperNames papers={maybe} />
        </>
      )}
    </>
  );
}

function PaperNames({ papers }: { papers: readonly PaperRequirement[] }) {
  const language = useLanguage();
  return papers.length === 0 ? null : (
    <ul>
      {papers.map((paper) => (
        <li key={paper.key}>{inLanguage(paper.name, language)}</li>
      ))}
    </ul>
  );
}

function StartForm({ content, chosen, signedIn, fault }: StartPageProps) {
  const t = filingTexts(useLanguage());
  const hints: Partial<Record<FiledFor, string>> = { ward: t.wardHint, authority: t.authorityHint };
  const only = content.filedFor.length === 1 ? content.filedFor[0] : undefined;
  return (
    <form
      method={signedIn ? 'post' : 'get'}
      action={signedIn ? `/nop/${content.slug}` : `/nop/${content.slug}/dang-nhap`}
    >
      {signedIn ? <CsrfField /> : null}
      {only !== undefined ? (
        <input type="hidden" name="cho" value={only} />
      ) : (
        <fieldset class={fault === undefined ? 'q' : 'q q--fault'}>
          <legend class="q__label">
            <h2>{t.whomTitle}</h2>
          </legend>
          {fault === undefined ? null : <p class="q__fault">{fault}</p>}
          <div class="ticks">
            {content.filedFor.map((filedFor, at) => (
              <label key={filedFor} class="tick">
                <input
                  type="radio"
                  name="cho"
                  id={at === 0 ? 'f-cho' : `f-cho-${filedFor}`}
                  value={filedFor}
                  checked={filedFor === chosen}
                />
                <span>
                  {t[filedFor]}
                  {hints[filedFor] === undefined ? null : <small>{hints[filedFor]}</small>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {signedIn ? null : <p class="muted">{t.signInWhy}</p>}
      <Actions>
        <Button>{signedIn ? t.start : t.signInToStart}</Button>
      </Actions>
    </form>
  );
}

function timeWords(limit: TimeLimit, language: Language): string {
  const t = filingTexts(language);
  const words = { 'working-day': t.workingDays, 'working-hour': t.workingHours, day: t.days }[limit.unit](
    String(limit.value),
  );
  return limit.note === undefined ? words : inLanguage(limit.note, language);
}

function feeWords(fee: Fee, language: Language): string {
  const t = filingTexts(language);
  if (fee.kind === 'free' || fee.amountDong === 0) return t.free;
  if (fee.amountDong === undefined) return t.feeLocal;
  const amount = formatDong(fee.amountDong, language);
  return fee.kind === 'per-copy' ? t.perCopy(amount) : amount;
}
