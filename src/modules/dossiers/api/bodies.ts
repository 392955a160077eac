import type { Actor } from '../../../platform/actor.ts';
import { type Language, say } from '../../../platform/text.ts';
import type { Action, DossierState } from '../model.ts';
import { situationOf } from '../plain-words.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { statusNames, statusOfPhase } from '../status.ts';
import type { HistoryEntry } from '../store.ts';
import type { DossierBody } from './schemas.ts';

/** What officers say to each other on the way to a decision; a citizen reads the decision and its grounds. */
const withinTheOffice: ReadonlySet<Action> = new Set(['propose', 'return-to-step', 'transfer', 'reject-supplement']);

export function toStatus(state: Pick<DossierState, 'phase'>) {
  const code = statusOfPhase[state.phase];
  return { code, name: statusNames[code] };
}

/** A dossier as its reader may see it: citizens without what is internal to the office, and a result only once it is sealed. */
export function toDossierBody(view: DossierView, actor: Actor, now: Temporal.Instant, language: Language): DossierBody {
  const { state, content } = view;
  const staff = actor.capacity === 'staff';
  const holder = state.leg.holder === undefined ? undefined : view.officers.get(state.leg.holder);
  return {
    code: state.code,
    version: view.head.version,
    procedure: { code: state.procedureCode, name: content.procedure.content.name, versionId: state.procedureVersionId },
    phase: state.phase,
    status: toStatus(state),
    channel: state.channel,
    helper: state.helper,
    synthetic: state.synthetic,
    filedAt: state.filedAt,
    answerBy: state.answerBy,
    ...defined({ acceptedAt: state.acceptedAt, dueAt: state.dueAt }),
    due: view.due,
    agency: view.agency.name,
    situation: situationOf({ state, agency: view.agency, holder, now, language }),
    actions: [...view.actions],
    answers: content.answers,
    people: content.people.map((person) => {
      const party = state.parties.find((each) => each.number === person.number);
      return {
        role: party?.role ?? '',
        ground: party?.ground ?? '',
        name: person.name,
        ...defined({
          documentNumber: person.documentNumber,
          birthDate: person.birthDate,
          address: person.address,
          phone: person.phone,
          email: person.email,
        }),
      };
    }),
    papers: state.papers.map((paper) => ({ ...paper, href: `/giay-to/${paper.paperId}` })),
    ...supplementOf(view, staff),
    payment: { state: state.payment, ...defined({ amountDong: state.feeDong }) },
    ...outcomeOf(state, staff),
    ...(state.rating === undefined ? {} : { rating: { stars: state.rating.stars } }),
    history: content.history.map((entry) => toHistory(entry, view, staff, language)),
  };
}

function supplementOf({ state, content }: DossierView, staff: boolean): Pick<DossierBody, 'supplement'> {
  const open = state.openSupplement;
  // A second list is the office's own business until the head agrees to it.
  if (open === undefined || (state.phase === 'supplement-approval' && !staff)) return {};
  const asked = content.history.findLast((entry) => entry.action === 'request-supplement');
  const notes = (asked?.personal?.['notes'] ?? []) as readonly string[];
  return {
    supplement: {
      answerBy: open.answerBy,
      points: open.points.map((point, index) => ({
        reason: point.reason,
        target: point.target,
        ...defined({ note: notes[index] }),
      })),
    },
  };
}

function outcomeOf({ outcome, code }: DossierState, staff: boolean): Pick<DossierBody, 'outcome'> {
  if (outcome === undefined || (outcome.number === undefined && !staff)) return {};
  const href = outcome.number === undefined ? undefined : `${staff ? '/mot-cua' : ''}/ho-so/${code}/ket-qua.pdf`;
  return {
    outcome: {
      decision: outcome.decision,
      ...defined({
        number: outcome.number,
        verificationCode: outcome.number === undefined ? undefined : outcome.verificationCode,
        href,
      }),
    },
  };
}

function toHistory(
  entry: HistoryEntry,
  view: DossierView,
  staff: boolean,
  language: Language,
): DossierBody['history'][number] {
  const officer = entry.actorPosition === null ? undefined : view.officers.get(entry.actorPosition);
  const words = entry.personal?.['words'];
  const readable = staff || !withinTheOffice.has(entry.action);
  return {
    version: entry.version,
    action: entry.action,
    at: entry.at.toString(),
    ...defined({
      by: officer && `${officer.name}, ${say(officer.title, language)}`,
      words: readable && typeof words === 'string' && words !== '' ? words : undefined,
    }),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
