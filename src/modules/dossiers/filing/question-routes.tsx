import type { FastifyReply, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { CitizenActor } from '../../../platform/actor.ts';
import { checkPosted } from '../../../platform/forms/check.ts';
import { parsePosted } from '../../../platform/forms/parse.ts';
import { dateOf } from '../../../platform/text.ts';
import { fieldId } from '../../../web/form/index.ts';
import { partyFacts } from '../party-facts.ts';
import type { BrowserCodes } from './browser-code.ts';
import type { FilingDeps } from './deps.ts';
import { type DraftRoute, goOn } from './going-on.ts';
import { readKnownParties } from './operations/file-draft.ts';
import { changeDraft, type OpenDraft } from './operations/open-draft.ts';
import { keptRows, wouldUndo } from './other-device.ts';
import { draftHref } from './pages/draft-frame.tsx';
import { DraftQuestionPage } from './pages/question-page.tsx';
import { applicantFacts, prefilled } from './prefill.ts';
import {
  itemsIn,
  itemToShow,
  pageKeys,
  type QuestionPage,
  typedOf,
  withItemAdded,
  withItemRemoved,
  withPage,
  withTyped,
} from './wizard.ts';

/** A page of questions as it opens: what was typed before, or what is known of the person. */
export async function showQuestions(
  deps: FilingDeps,
  codes: BrowserCodes,
  actor: CitizenActor,
  open: OpenDraft,
  page: QuestionPage,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const { content } = open.draft;
  const fresh = !content.done.includes(page.key) && content.typed[page.key] === undefined;
  const known = fresh ? await knownAnswers(deps, actor, open, page) : {};
  const typed = typedOf(page, content, known, request.language);
  const { answers } = checkPosted(
    page.form,
    page.step.key,
    typed,
    content[page.part],
    request.language,
    checkContext(open, page),
  );
  return reply.html(
    <DraftQuestionPage
      open={open}
      page={page}
      typed={typed}
      answers={answers}
      faults={[]}
      prefilled={Object.keys(known).length > 0}
      script={await scriptOf(codes, open, page)}
      returnTo={request.query['ve'] === pageKeys.check ? pageKeys.check : undefined}
    />,
  );
}

async function knownAnswers(deps: FilingDeps, actor: CitizenActor, open: OpenDraft, page: QuestionPage) {
  const known = await deps.database.read(actor, (tx) => readKnownParties(tx, actor, dateOf(deps.clock.business())));
  const organisation = known.organisations.find((one) => one.id === actor.organisationId) ?? known.organisations[0];
  const ward = known.wards[0];
  const about = page.part === 'whom' && open.draft.filedFor === 'ward' && ward !== undefined ? ward : known.me;
  const facts = applicantFacts(about, organisation);
  if (page.part === 'answers') return prefilled(page.step, facts);
  if (open.draft.filedFor === 'authority' || (open.draft.filedFor === 'ward' && ward === undefined)) return {};
  const prefix = open.draft.filedFor === 'organisation' ? 'organisation' : 'applicant';
  return prefilled(
    { ...page.step, fields: page.step.fields.map((field) => ({ ...field, prefill: `${prefix}.${field.key}` })) },
    facts,
  );
}

function checkContext(open: OpenDraft, page: QuestionPage) {
  return { today: open.today, party: partyFacts(open.draft.filedFor), communes: open.communes, step: page.step.key };
}

async function scriptOf(codes: BrowserCodes, open: OpenDraft, page: QuestionPage): Promise<string> {
  const { hash } = await codes.of(open.procedure, open.draft.filedFor, page.part);
  return `/nop/kiem/${open.procedure.id}/${open.draft.filedFor}/${page.part}-${hash}.js`;
}

/** A page sent on, put aside, or grown and shrunk by an item. */
export async function postQuestions(
  deps: FilingDeps,
  codes: BrowserCodes,
  actor: CitizenActor,
  open: OpenDraft,
  page: QuestionPage,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const body = request.body ?? {};
  const act = typeof body['do'] === 'string' ? body['do'] : '';
  const id = open.draft.id;
  if (act !== '') {
    const { typed } = parsePosted({ steps: [page.step] }, body, request.language);
    const count = Math.max(
      itemsIn(typed, page.step),
      itemsIn(Object.fromEntries(Object.keys(body).map((name) => [name, []])), page.step),
    );
    const removed = /^remove:(\d{1,3})$/.exec(act)?.[1];
    const shown = keepCount(typed, page, count);
    const changed =
      act === 'add'
        ? withItemAdded(shown, page.step, count)
        : removed === undefined
          ? shown
          : withItemRemoved(shown, page.step, Number(removed));
    let undoes = false;
    const now = await changeDraft(deps, actor, id, (current) => {
      undoes = wouldUndo(current, page, body, typed, request.language);
      return undoes ? undefined : { page: page.key, content: withTyped(current.draft.content, page.key, changed) };
    });
    if (undoes) return showChangedElsewhere(codes, now, page, shown, request, reply);
    if (act === 'later') return reply.redirect('/nop/ho-so-nhap', 303);
    const query = request.query['ve'] === pageKeys.check ? `?ve=${pageKeys.check}` : '';
    const item = itemToShow(changed, page.step, removed === undefined ? undefined : Number(removed));
    return reply.redirect(`${draftHref(id, page.key)}${query}#${fieldId(item)}`, 303);
  }
  const check = (now: OpenDraft) =>
    checkPosted(
      page.form,
      page.step.key,
      body,
      now.draft.content[page.part],
      request.language,
      checkContext(now, page),
    );
  const sent = check(open);
  let undoes = false;
  const saved = await changeDraft(deps, actor, id, (now) => {
    undoes = wouldUndo(now, page, body, sent.typed, request.language);
    return undoes ? undefined : { page: page.key, content: withPage(now.draft.content, page, check(now)) };
  });
  if (undoes) return showChangedElsewhere(codes, saved, page, sent.typed, request, reply);
  if (sent.faults.length === 0) return goOn(reply, saved, page.key, request);
  return reply
    .code(422)
    .html(
      <DraftQuestionPage
        open={saved}
        page={page}
        typed={sent.typed}
        answers={sent.answers}
        faults={sent.faults}
        prefilled={false}
        script={await scriptOf(codes, open, page)}
        returnTo={request.query['ve'] === pageKeys.check ? pageKeys.check : undefined}
      />,
    );
}

/** Nothing is saved: what was typed here stands in the inputs, what came from elsewhere beside it, and the person chooses. */
async function showChangedElsewhere(
  codes: BrowserCodes,
  open: OpenDraft,
  page: QuestionPage,
  typed: ReturnType<typeof parsePosted>['typed'],
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const { answers } = checkPosted(
    page.form,
    page.step.key,
    typed,
    open.draft.content[page.part],
    request.language,
    checkContext(open, page),
  );
  return reply
    .code(409)
    .html(
      <DraftQuestionPage
        open={open}
        page={page}
        typed={typed}
        answers={answers}
        faults={[]}
        prefilled={false}
        script={await scriptOf(codes, open, page)}
        returnTo={request.query['ve'] === pageKeys.check ? pageKeys.check : undefined}
        elsewhere={keptRows(open, page, request.language)}
      />,
    );
}

/** Empty items hold no text; a marker keeps the last one counted. */
function keepCount(typed: ReturnType<typeof parsePosted>['typed'], page: QuestionPage, count: number) {
  return page.step.repeat === undefined || count === 0 ? typed : { ...typed, [`${page.step.key}.${count - 1}.`]: [''] };
}
