import { Fragment } from 'preact';
import { rowsOf } from '../../../platform/forms/rows.ts';
import { fill, formatDate, formatDateTime, type Language, say } from '../../../platform/text.ts';
import {
  Alert,
  Breadcrumbs,
  Button,
  Card,
  CsrfField,
  DescriptionList,
  Details,
  Grid,
  Page,
  Stack,
  Tag,
} from '../../../web/index.ts';
import { acts } from '../acts.ts';
import { dueTones, dueWords } from '../due-words.ts';
import { type OneStopForm, officeForms } from '../one-stop-forms.ts';
import { boxes, phasesOfBox } from '../queries/inbox.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { nextDeadline, statusNames, statusOfPhase } from '../status.ts';
import { boxNames, channelNames, dossierTexts, helperNames } from '../texts.ts';
import { ActForm } from './act-form.tsx';
import { ActRefused } from './act-refused.tsx';
import { DecisionBasis } from './decision-basis.tsx';
import { History } from './history-card.tsx';
import { LostWords } from './lost-words.tsx';
import type { DossierPageProps } from './page-props.ts';

/** The officer's page of one dossier: what is to be done first, then what was declared beside the papers, then how it came here. */
export function DossierPage(props: DossierPageProps) {
  const { view, language, now } = props;
  const { state } = view;
  const t = dossierTexts(language);
  const name = say(view.content.procedure.content.shortName, language);
  const box = boxes.find((each) => phasesOfBox[each].includes(state.phase));
  return (
    <Page
      title={`${state.code} · ${name}`}
      kind="officer"
      scripts={['inbox-keys.js']}
      helpHref={helpFor(props)}
      noIndex
    >
      <Breadcrumbs
        items={[
          box === undefined
            ? { href: '/mot-cua/tim', label: t.searchAll }
            : { href: `/mot-cua/${box}`, label: say(boxNames[box], language) },
          { label: state.code },
        ]}
      />
      <div class="workhead">
        <h1>{name}</h1>
        <Tag tone="new">{say(statusNames[statusOfPhase[state.phase]], language)}</Tag>
        <Tag tone={dueTones[view.due]}>{dueWords(view.due, nextDeadline(state), now, language)}</Tag>
        {state.synthetic ? <Tag>{t.sampleTag}</Tag> : null}
      </div>
      <ActRefused {...props} />
      {props.done === undefined ? null : (
        <Alert kind="success" live>
          {fill(t.done, { what: props.done })} <GoOn {...props} />
        </Alert>
      )}
      {view.content.erased ? <Alert kind="warning">{t.erased}</Alert> : null}
      <LostWords {...props} />
      {props.ground === undefined ? <ActCard {...props} /> : <GroundNotice ground={props.ground} language={language} />}
      <Grid columns={2}>
        <Stack>
          <Overview {...props} />
          <Card title={t.answers}>
            <Stack>
              {rowsOf(view.content.procedure.content.form ?? { steps: [] }, view.content.answers, language, {
                communes: [...props.communeNames].map(([value, label]) => ({ value, label: { vi: label, en: label } })),
              }).map((step) => (
                <section key={step.stepTitle}>
                  <h3>{step.stepTitle}</h3>
                  <DescriptionList small items={step.rows.map((row) => ({ term: row.label, value: row.value }))} />
                </section>
              ))}
            </Stack>
          </Card>
        </Stack>
        <Stack>
          <Card title={t.papers}>
            {props.ground === undefined ? props.papers : <PaperNames view={view} language={language} />}
            <SeenPapers view={view} language={language} />
          </Card>
          {props.ground === undefined ? <Notes {...props} /> : null}
          <History {...props} />
        </Stack>
      </Grid>
    </Page>
  );
}

/** After an act: the next dossier of the same box, so that ten in a row need no way back over the list. */
function GoOn({ next, language }: DossierPageProps) {
  if (next === undefined) return null;
  const t = dossierTexts(language);
  const box = say(boxNames[next.box], language);
  if (next.code === undefined) return <a href={`/mot-cua/${next.box}`}>{fill(t.boxDone, { box })}</a>;
  return (
    <a href={`/mot-cua/ho-so/${next.code}`} data-key="n" aria-keyshortcuts="N">
      {fill(t.nextDossier, { box, n: next.count })}
    </a>
  );
}

function GroundNotice({ ground, language }: { ground: NonNullable<DossierPageProps['ground']>; language: Language }) {
  const t = dossierTexts(language);
  return (
    <Alert kind="warning" title={t.readOnGround}>
      <p>{fill(t.readOnGroundWhat, { reference: ground.reference, when: formatDateTime(ground.endsAt, language) })}</p>
    </Alert>
  );
}

/** What was handed in, by name: on a ground nothing opens by itself, since each opening is recorded. */
function PaperNames({ view, language }: Pick<DossierPageProps, 'view' | 'language'>) {
  const t = dossierTexts(language);
  const { papers } = view.state;
  if (papers.length === 0) return <p class="muted">{t.noPapers}</p>;
  return (
    <ul>
      {papers.map((paper) => (
        <li key={paper.paperId}>
          <a href={`/giay-to/${paper.paperId}`}>{requirementName(view, paper.requirement, language)}</a>
        </li>
      ))}
    </ul>
  );
}

function SeenPapers({ view, language }: Pick<DossierPageProps, 'view' | 'language'>) {
  const seen = view.state.papersSeen ?? [];
  if (seen.length === 0) return null;
  return (
    <p class="small">
      {dossierTexts(language).seenPapers}: {seen.map((key) => requirementName(view, key, language)).join('; ')}
    </p>
  );
}

function requirementName(view: DossierView, key: string, language: Language): string {
  const found = view.content.procedure.content.papers.find((paper) => paper.key === key);
  return found === undefined ? key : say(found.name, language);
}

const bringsOn: ReadonlySet<string> = new Set([
  'accept',
  'assign',
  'propose',
  'approve',
  'issue',
  'hand-over',
  'approve-supplement',
  'confirm-payment',
  'resume',
]);

/** The section of the guide about what this officer does next with it. */
function helpFor({ view, ground }: DossierPageProps): string {
  if (ground !== undefined) return '/mot-cua/huong-dan#mo-khan-cap';
  if (view.state.phase === 'filed' || view.state.phase === 'supplement-before-acceptance')
    return '/mot-cua/huong-dan#tiep-nhan';
  if (view.state.phase === 'deciding' || view.state.phase === 'issuing') return '/mot-cua/huong-dan#ky';
  return view.due === 'overdue' ? '/mot-cua/huong-dan#qua-han' : '/mot-cua/huong-dan#tham-dinh';
}

function ActCard(props: DossierPageProps) {
  const { view, language } = props;
  const t = dossierTexts(language);
  // In the order of the table of acts: what usually comes next stands first, open.
  const possible = acts.filter((act) => view.actions.includes(act.action));
  if (possible.length === 0)
    return (
      <Card title={t.acts} tinted>
        <p>{t.noActs}</p>
        <DecisionBasis {...props} />
      </Card>
    );
  const open = props.failed?.slug;
  // What does not bring the dossier on (hand to somebody else, stop) is never held out first. Where a refusal was proposed, that is what is signed.
  const usual = props.view.state.proposal?.decision === 'refuse' ? 'refuse' : undefined;
  const first = possible.find((act) => act.action === usual) ?? possible.find((act) => bringsOn.has(act.action));
  const rest = possible.filter((act) => act !== first);
  const form = (act: NonNullable<typeof first>) => (
    <ActForm
      act={act}
      view={view}
      language={language}
      csrf={props.csrf}
      reasons={props.reasons}
      colleagues={props.colleagues}
      mustProve={props.mustProve}
      typed={open === act.slug ? props.failed?.typed : undefined}
      faults={open === act.slug ? props.failed?.error.faults : undefined}
    />
  );
  return (
    <Card title={t.acts} tinted>
      <DecisionBasis {...props} />
      {first === undefined ? <p>{t.noActs}</p> : form(first)}
      {rest.map((act) => (
        <Details key={act.slug} summary={say(act.label, language)} open={open === act.slug}>
          {form(act)}
        </Details>
      ))}
    </Card>
  );
}

function Overview({ view, language, ground }: DossierPageProps) {
  // On a ground the forms of the desk stay with the agencies that are involved.
  const shut = ground !== undefined;
  const { state, content } = view;
  const t = dossierTexts(language);
  const base = `/mot-cua/ho-so/${state.code}`;
  const forms = officeForms(state, view.due);
  const holder = state.leg.holder === undefined ? undefined : view.officers.get(state.leg.holder);
  const instant = (text: string) => formatDateTime(Temporal.Instant.from(text), language);
  return (
    <Card title={state.code}>
      <DescriptionList
        small
        items={[
          ...content.people.map((person) => ({
            term: partyTerm(view, person.number, language),
            value: (
              <>
                {person.name}
                {person.documentNumber === undefined ? null : <> · {person.documentNumber}</>}
                {person.birthDate === undefined ? null : <> · {birthWords(person.birthDate, language)}</>}
                {person.phone === undefined ? null : <> · {person.phone}</>}
              </>
            ),
          })),
          {
            term: t.received,
            value: `${instant(state.filedAt)} · ${say(channelNames[state.channel], language)}, ${say(helperNames[state.helper], language)}`,
          },
          ...(state.acceptedAt === undefined ? [{ term: t.answerBy, value: instant(state.answerBy) }] : []),
          ...(state.dueAt === undefined
            ? []
            : [
                {
                  term: t.appointment,
                  value:
                    state.firstDueAt === state.dueAt ? (
                      instant(state.dueAt)
                    ) : (
                      <>
                        {instant(state.dueAt)} <s>{instant(state.firstDueAt ?? state.dueAt)}</s>
                      </>
                    ),
                },
              ]),
          { term: t.holder, value: holder === undefined ? '–' : `${holder.name}, ${say(holder.title, language)}` },
          ...(shut || forms.length === 0
            ? []
            : [
                {
                  term: t.forms,
                  value: forms.map((form, index) => (
                    <Fragment key={form}>
                      {index === 0 ? null : <br />}
                      <a href={`${base}/mau-${form}.pdf`}>{formName(form, state.extensions, t)}</a>
                    </Fragment>
                  )),
                },
              ]),
          ...(state.outcome?.documentId === undefined || (shut && state.outcome.number === undefined)
            ? []
            : [
                {
                  term: t.result,
                  value: (
                    <a href={shut ? `/giay-to/${state.outcome.documentId}` : `${base}/ket-qua.pdf`}>
                      {state.outcome.number ?? 'PDF'}
                    </a>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  );
}

function formName(form: OneStopForm, extensions: number, t: ReturnType<typeof dossierTexts>): string {
  const names: Readonly<Record<OneStopForm, string>> = {
    '01': t.receipt,
    '02': t.supplementList,
    '03': t.refusalSlip,
    '04': extensions > 0 ? t.apologyLetter : t.apologyDraft,
    '05': t.control,
  };
  return names[form];
}

/** Old papers give only the year, or month and year: neither is made up. */
function birthWords(date: string, language: Language): string {
  if (date.length === 10) return formatDate(Temporal.PlainDate.from(date), language);
  return date.length === 7 ? `${date.slice(5)}/${date.slice(0, 4)}` : date;
}

const partyTerms = {
  applicant: { vi: 'Chủ hồ sơ', en: 'Applicant' },
  subject: { vi: 'Người được đăng ký', en: 'Subject' },
  submitter: { vi: 'Người nộp', en: 'Submitter' },
  representative: { vi: 'Người đại diện', en: 'Representative' },
  helper: { vi: 'Người giúp', en: 'Helper' },
} as const;

function partyTerm(view: DossierView, number: number, language: Language): string {
  const role = view.state.parties.find((party) => party.number === number)?.role ?? 'applicant';
  return partyTerms[role][language];
}

function Notes({ notes, language, csrf, view }: DossierPageProps) {
  const t = dossierTexts(language);
  return (
    <Card title={t.notes}>
      {notes.length === 0 ? (
        <p class="muted">{t.noNotes}</p>
      ) : (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note.at.toString()}>
              <strong>{note.author}</strong> <span class="muted">{formatDateTime(note.at, language)}</span>
              <br />
              {note.text}
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/mot-cua/ho-so/${view.state.code}/ghi-chu`}>
        <CsrfField token={csrf} />
        <label class="ds-label" for="note">
          {t.noteHint}
        </label>
        <textarea class="ds-input" id="note" name="text" rows={2} maxLength={2000} required />
        <Button small variant="secondary">
          {t.addNote}
        </Button>
      </form>
    </Card>
  );
}
