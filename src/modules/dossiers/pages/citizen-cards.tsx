import { fill, formatDate, formatDateTime, type Language, say } from '../../../platform/text.ts';
import { described, ShortChoice, ShortQuestion } from '../../../web/form/index.ts';
import { Button, Card, CsrfField, Details, LinkButton } from '../../../web/index.ts';
import { apologyOf, groundsOf } from '../citizen-history.ts';
import { whenWords } from '../due-words.ts';
import { actionWords } from '../texts.ts';
import { citizenTexts } from './citizen-texts.ts';
import type { CitizenDossierProps, CitizenForm, ReasonOption } from './page-props.ts';

/** A field of a form of this page: its id, its fault, and what was typed before it failed. */
function fieldOf({ failed, language }: CitizenDossierProps, form: CitizenForm, name: string) {
  const mine = failed?.form === form ? failed : undefined;
  return {
    id: `${form}-${name}`,
    fault: mine?.error.faults.find((fault) => fault.path === `/${name}`)?.words[language],
    value: mine?.typed[name] ?? '',
  };
}

function Words(
  props: CitizenDossierProps & { readonly form: CitizenForm; readonly label: string; readonly optional?: true },
) {
  const { value, ...field } = fieldOf(props, props.form, 'words');
  return (
    <ShortQuestion {...field} label={props.label}>
      <textarea
        class="ds-input q__long"
        id={field.id}
        name="words"
        rows={3}
        maxLength={props.form === 'bo-sung' ? 4000 : 2000}
        required={props.optional !== true}
        {...described(field)}
      >
        {value}
      </textarea>
    </ShortQuestion>
  );
}

/** Why it was not taken in, refused, stopped or ended: in words, and as the paper of the office. */
export function GroundsCard({ language, view, reasons }: CitizenDossierProps) {
  const t = citizenTexts(language);
  const { state } = view;
  const refused = state.outcome?.decision === 'refuse' && state.outcome.number !== undefined;
  const entry = groundsOf(view.content.history, state.phase, refused);
  if (entry === undefined) return null;
  const reason = typeof entry.facts['reason'] === 'string' ? entry.facts['reason'] : undefined;
  const words = typeof entry.personal?.['words'] === 'string' ? entry.personal['words'] : undefined;
  return (
    <Card title={t.grounds} tinted id="ly-do">
      {reason === undefined ? null : (
        <p>
          <strong>{reasonName(reasons, reason, language)}</strong>
        </p>
      )}
      {words === undefined ? null : <p class="kept">{words}</p>}
      {state.phase === 'refused-intake' ? (
        <p>
          <LinkButton variant="secondary" href={`/ho-so/${state.code}/phieu-tu-choi.pdf`}>
            {t.refusalForm}
          </LinkButton>
        </p>
      ) : null}
    </Card>
  );
}

/** The office did not keep its date: what it says, the date it gave and the date it gives now, and the letter (Mẫu 04). */
export function ApologyCard({ language, view, now }: CitizenDossierProps) {
  const t = citizenTexts(language);
  const { state } = view;
  const entry = apologyOf(view.content.history);
  // Once there is an end, only the history tells of it.
  if (entry === undefined || state.settledAt !== undefined || state.closedAt !== undefined) return null;
  const words = typeof entry.personal?.['words'] === 'string' ? entry.personal['words'] : undefined;
  const on = (date: string | undefined) =>
    date === undefined ? '' : whenWords(Temporal.Instant.from(date), now, language);
  return (
    <Card title={t.apology} tinted id="xin-loi">
      {words === undefined ? null : <p class="kept">{words}</p>}
      <p>{fill(t.newDate, { old: on(state.firstDueAt), new: on(state.dueAt) })}</p>
      <p>
        <LinkButton variant="secondary" href={`/ho-so/${state.code}/phieu-xin-loi.pdf`}>
          {t.apologyForm}
        </LinkButton>
      </p>
    </Card>
  );
}

export function SupplementCard(props: CitizenDossierProps) {
  const { language, view, csrf, upload, reasons } = props;
  const t = citizenTexts(language);
  const { content } = view.content.procedure;
  const open = view.state.openSupplement;
  const asked = view.content.history.findLast((entry) => entry.action === 'request-supplement');
  const notes = (asked?.personal?.['notes'] ?? []) as readonly string[];
  const nameOf = (target: string) => {
    const [kind, key] = target.split(':');
    const paper = content.papers.find((each) => each.key === key);
    const step = content.form?.steps.find((each) => each.key === key?.split('.')[0]);
    if (kind === 'paper' && paper !== undefined) return say(paper.name, language);
    return step === undefined ? t.other : say(step.title, language);
  };
  return (
    <Card title={t.toSupplement} tinted id="bo-sung">
      {open === undefined ? null : (
        <p>{fill(t.supplementBy, { when: whenWords(Temporal.Instant.from(open.answerBy), props.now, language) })}</p>
      )}
      <ol class="asked">
        {open?.points.map((point, index) => (
          <li key={`${point.target}-${point.reason}`}>
            <strong>{nameOf(point.target)}</strong>
            <br />
            {reasonName(reasons, point.reason, language)}
            {notes[index] === undefined ? null : (
              <>
                <br />“{notes[index]}”
              </>
            )}
          </li>
        ))}
      </ol>
      <p>
        <a href={`/ho-so/${view.state.code}/phieu-bo-sung.pdf`}>{t.supplementForm}</a>
      </p>
      <div class="asked__upload">{upload}</div>
      <form method="post" action={`/ho-so/${view.state.code}/bo-sung`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="version" value={view.head.version} />
        <Words {...props} form="bo-sung" label={t.supplementWords} />
        <Button>{t.sendSupplement}</Button>
      </form>
    </Card>
  );
}

function reasonName(reasons: readonly ReasonOption[], key: string, language: Language): string {
  const found = reasons.find((reason) => reason.key === key);
  return found === undefined ? key : say(found.words, language);
}

export function ResultCard(props: CitizenDossierProps) {
  const { language, view } = props;
  const t = citizenTexts(language);
  const { state } = view;
  const { outcome } = state;
  const result =
    outcome?.number === undefined ? null : (
      <>
        <p>
          {t.number} <strong>{outcome.number}</strong>
          {state.settledAt === undefined ? null : `, ${formatDate(Temporal.Instant.from(state.settledAt), language)}`}.{' '}
          {t.signed}
        </p>
        <p class="actions">
          <LinkButton href={`/ho-so/${state.code}/ket-qua.pdf`}>
            {outcome.decision === 'refuse' ? t.downloadRefusal : t.download}
          </LinkButton>
          <a href={`/kiem-tra/${outcome.verificationCode ?? ''}`}>{t.verify}</a>
        </p>
      </>
    );
  const mayRate = view.actions.includes('rate') && state.rating === undefined;
  if (result === null && !mayRate && state.rating === undefined) return null;
  return (
    <Card title={result === null ? t.rating : outcome?.decision === 'refuse' ? t.refusal : t.result}>
      {result}
      {mayRate ? <Rate {...props} /> : null}
      {state.rating === undefined ? null : <p>{fill(t.rated, { n: state.rating.stars })}</p>}
    </Card>
  );
}

function Rate(props: CitizenDossierProps) {
  const { language, view, csrf } = props;
  const t = citizenTexts(language);
  const { value, ...field } = fieldOf(props, 'danh-gia', 'stars');
  return (
    <form method="post" action={`/ho-so/${view.state.code}/danh-gia`} class="rate">
      <CsrfField token={csrf} />
      <input type="hidden" name="version" value={view.head.version} />
      <ShortChoice
        {...field}
        label={t.rate}
        name="stars"
        values={[value]}
        options={([5, 4, 3, 2, 1] as const).map((stars) => [String(stars), t[`stars${stars}`]])}
      />
      <Words {...props} form="danh-gia" label={t.rateWords} optional />
      <Button variant="secondary">{t.sendRating}</Button>
    </form>
  );
}

/** What the office said and did, with its reasons; what officers say to each other is not part of it. */
export function Said({ language, view }: CitizenDossierProps) {
  const t = citizenTexts(language);
  const { history } = view.content;
  const fold = history.length > openEntries + 3 ? history.length - openEntries : 0;
  return (
    <Card title={t.history}>
      {fold === 0 ? null : (
        <Details summary={fill(t.earlier, { n: fold })}>
          <Entries view={view} language={language} entries={history.slice(0, fold)} />
        </Details>
      )}
      <Entries view={view} language={language} entries={history.slice(fold)} />
    </Card>
  );
}

const openEntries = 12;

function Entries({
  language,
  view,
  entries,
}: Pick<CitizenDossierProps, 'language' | 'view'> & {
  readonly entries: CitizenDossierProps['view']['content']['history'];
}) {
  const t = citizenTexts(language);
  return (
    <ul class="notes">
      {entries.map((entry) => {
        const officer = entry.actorPosition === null ? undefined : view.officers.get(entry.actorPosition);
        const words = typeof entry.personal?.['words'] === 'string' ? entry.personal['words'] : '';
        const who =
          officer === undefined
            ? entry.capacity === 'citizen'
              ? t.you
              : t.system
            : `${officer.name}, ${say(officer.title, language)}`;
        return (
          <li key={entry.version}>
            <span class="muted">{formatDateTime(entry.at, language)}</span>
            <br />
            <strong>{who}</strong>: {say(actionWords[entry.action], language)}
            {words === '' ? null : (
              <>
                <br />“{words}”
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function Withdraw(props: CitizenDossierProps) {
  const { language, view, csrf, failed } = props;
  const t = citizenTexts(language);
  return (
    <Details summary={t.withdraw} open={failed?.form === 'rut'}>
      <p>{t.withdrawText}</p>
      <form method="post" action={`/ho-so/${view.state.code}/rut`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="version" value={view.head.version} />
        <Words {...props} form="rut" label={t.withdrawWords} />
        <Button variant="danger" confirm={t.withdrawText}>
          {t.withdraw}
        </Button>
      </form>
    </Details>
  );
}
