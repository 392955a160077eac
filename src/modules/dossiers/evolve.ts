import type { Id } from '../../platform/ids.ts';
import type { DossierEvent, FactsOf } from './facts.ts';
import { type DossierState, isClosed, type Pause, type Phase } from './model.ts';
import { nextPhase } from './transitions.ts';

type LaterEvent = Exclude<DossierEvent, { action: 'file' }>;

/** A dossier is its actions: the state that one more action leads to. Pure; used when writing and when rebuilding, so that both give the same bytes. */
export function evolve(state: DossierState | undefined, id: Id<'dossier'>, event: DossierEvent): DossierState {
  if (event.action === 'file') return filed(id, event.at, event.facts);
  if (state === undefined) throw new RangeError(`${event.action} on a dossier that was never filed`);
  const phase =
    event.action === 'return-to-step'
      ? event.facts.to
      : nextPhase(state.phase, event.action, returnPhase(state, event));
  if (phase === undefined) throw new RangeError(`${event.action} is not possible in phase ${state.phase}`);
  const changed = applyFacts({ ...state, phase: phaseAfter(phase, event) }, state.phase, event);
  return isClosed(changed.phase) && changed.closedAt === undefined
    ? { ...changed, closedAt: event.at, leg: { ...changed.leg, holder: undefined, stepDueAt: undefined } }
    : changed;
}

/** Where `back` leads: the phase that asked, kept while the answer is outstanding. */
export function returnPhase(state: DossierState, event: Pick<LaterEvent, 'action'>): Phase | undefined {
  if (event.action === 'resume')
    return state.leg.step === undefined ? 'accepted' : state.proposal === undefined ? 'examining' : 'deciding';
  if (event.action === 'confirm-payment') return state.acceptedAt === undefined ? 'filed' : 'examining';
  return state.openSupplement?.returnTo;
}

function phaseAfter(phase: Phase, event: LaterEvent): Phase {
  return event.action === 'request-supplement' && event.facts.needsApproval ? 'supplement-approval' : phase;
}

function filed(id: Id<'dossier'>, at: string, facts: FactsOf['file']): DossierState {
  const { holder, persons, ...kept } = facts;
  return {
    id,
    ...kept,
    phase: 'filed',
    feeDong: facts.feeDong,
    involvedAgencies: [...new Set([facts.agencies.receiving, facts.agencies.competent, facts.agencies.returning])],
    involvedPersons: persons,
    filedAt: at,
    acceptedAt: undefined,
    dueAt: undefined,
    firstDueAt: undefined,
    extensions: 0,
    settledAt: undefined,
    returnedAt: undefined,
    closedAt: undefined,
    pauses: [],
    leg: { number: 0, agencyId: facts.agencies.receiving, holder, step: undefined, stepDueAt: facts.answerBy },
    supplementLists: 0,
    openSupplement: undefined,
    payment: 'none',
    proposal: undefined,
    outcome: undefined,
    rating: undefined,
  };
}

function applyFacts(next: DossierState, cameFrom: Phase, event: LaterEvent): DossierState {
  const holding = (holder: Id<'position'>, more: Partial<DossierState['leg']> = {}): DossierState => ({
    ...next,
    leg: { ...next.leg, holder, ...more },
  });
  switch (event.action) {
    case 'accept':
      return {
        ...holding(event.facts.holder, { agencyId: next.agencies.competent, stepDueAt: event.facts.stepDueAt }),
        acceptedAt: event.at,
        dueAt: event.facts.dueAt,
        firstDueAt: event.facts.dueAt,
      };
    case 'refuse-intake':
    case 'expire-supplement':
      return { ...next, pauses: endPause(next.pauses, event.at), openSupplement: undefined };
    case 'request-supplement':
      return requestSupplement(next, cameFrom, event.at, event.facts);
    case 'approve-supplement':
      return { ...holding(event.facts.holder), pauses: beginPause(next.pauses, event.at, 'supplement') };
    case 'reject-supplement':
      return { ...holding(event.facts.holder), openSupplement: undefined, supplementLists: next.supplementLists - 1 };
    case 'supplement':
      return {
        ...next,
        papers: [...next.papers, ...event.facts.papers],
        pauses: endPause(next.pauses, event.at),
        openSupplement: undefined,
        dueAt: event.facts.dueAt ?? next.dueAt,
        answerBy: event.facts.answerBy ?? next.answerBy,
        leg: { ...next.leg, stepDueAt: event.facts.answerBy ?? next.leg.stepDueAt },
      };
    case 'assign':
      return {
        ...holding(event.facts.holder, {
          agencyId: event.facts.agencyId,
          step: event.facts.step,
          stepDueAt: event.facts.stepDueAt,
        }),
        involvedAgencies: involve(next, event.facts.agencyId),
      };
    case 'request-payment':
      return {
        ...next,
        payment: 'due',
        feeDong: event.facts.amountDong,
        pauses: beginPause(next.pauses, event.at, 'payment'),
      };
    case 'confirm-payment':
      return {
        ...next,
        payment: 'paid',
        pauses: endPause(next.pauses, event.at),
        dueAt: event.facts.dueAt ?? next.dueAt,
      };
    case 'propose':
      return {
        ...holding(event.facts.holder, { step: event.facts.step, stepDueAt: event.facts.stepDueAt }),
        proposal: { decision: event.facts.decision, reason: event.facts.reason, by: event.by as Id<'position'> },
      };
    case 'return-to-step':
      return {
        ...holding(event.facts.holder, { step: event.facts.step, stepDueAt: event.facts.stepDueAt }),
        outcome: undefined,
        proposal: event.facts.to === 'deciding' ? next.proposal : undefined,
      };
    case 'approve':
    case 'refuse':
      return {
        ...holding(event.facts.holder, { step: event.facts.step, stepDueAt: event.facts.stepDueAt }),
        outcome: {
          decision: event.action,
          reason: event.facts.reason,
          decidedBy: event.by as Id<'position'>,
          decidedAt: event.at,
          documentId: event.facts.documentId,
          verificationCode: event.facts.verificationCode,
          ...(event.facts.register === undefined ? {} : { register: event.facts.register }),
          number: undefined,
        },
      };
    case 'issue':
      return {
        ...holding(event.facts.holder, { agencyId: next.agencies.returning, step: undefined, stepDueAt: undefined }),
        settledAt: next.settledAt ?? event.at,
        outcome:
          next.outcome === undefined
            ? undefined
            : { ...next.outcome, number: event.facts.number, documentId: event.facts.documentId },
      };
    case 'hand-over':
      return { ...next, returnedAt: event.at };
    case 'recall':
      // The first settling time stays: a recall does not make a late dossier punctual, nor a punctual one late.
      return { ...holding(event.facts.holder, { agencyId: next.agencies.competent }), outcome: undefined };
    case 'withdraw':
      return { ...next, pauses: endPause(next.pauses, event.at), openSupplement: undefined };
    case 'stop':
      return { ...next, pauses: beginPause(next.pauses, event.at, 'stop') };
    case 'resume':
      return { ...next, pauses: endPause(next.pauses, event.at), dueAt: event.facts.dueAt ?? next.dueAt };
    case 'end':
      return {
        ...holding(event.facts.holder, { step: undefined, stepDueAt: undefined }),
        pauses: endPause(next.pauses, event.at),
        settledAt: next.settledAt ?? event.at,
      };
    case 'transfer':
      return {
        ...holding(event.facts.holder, { agencyId: event.facts.agencyId }),
        involvedAgencies: involve(next, event.facts.agencyId),
      };
    case 'extend':
      return { ...next, dueAt: event.facts.dueAt, extensions: next.extensions + 1 };
    case 'recompute':
      return {
        ...next,
        dueAt: event.facts.dueAt ?? next.dueAt,
        answerBy: event.facts.answerBy ?? next.answerBy,
        leg: { ...next.leg, stepDueAt: event.facts.stepDueAt ?? next.leg.stepDueAt },
      };
    case 'succeed':
      return succeed(next, event.facts);
    case 'erase':
      return { ...next, erasedAt: event.at };
    case 'rate':
      return { ...next, rating: { stars: event.facts.stars, reason: event.facts.reason } };
  }
}

function requestSupplement(
  next: DossierState,
  cameFrom: Phase,
  at: string,
  facts: FactsOf['request-supplement'],
): DossierState {
  return {
    ...next,
    supplementLists: next.supplementLists + 1,
    openSupplement: {
      points: facts.points.map((point) => ({ ...point, note: '' })),
      askedAt: at,
      answerBy: facts.answerBy,
      returnTo: cameFrom,
    },
    pauses: next.phase === 'supplement' ? beginPause(next.pauses, at, 'supplement') : next.pauses,
    leg: { ...next.leg, holder: facts.holder },
  };
}

function succeed(next: DossierState, facts: FactsOf['succeed']): DossierState {
  const other = new Map(facts.people.map(({ from, to }) => [from, to]));
  const now = (person: Id<'person'>) => other.get(person) ?? person;
  const agencies = {
    receiving: facts.receiving ?? next.agencies.receiving,
    competent: facts.competent ?? next.agencies.competent,
    returning: facts.returning ?? next.agencies.returning,
    custodian: facts.custodian,
  };
  const agencyId = facts.agencyId ?? next.leg.agencyId;
  const involved = [...Object.values(agencies), agencyId].reduce(
    (known, agency) => (known.includes(agency) ? known : [...known, agency]),
    next.involvedAgencies,
  );
  return {
    ...next,
    agencies,
    involvedAgencies: involved,
    involvedPersons: [...new Set(next.involvedPersons.map(now))],
    parties: next.parties.map((party) =>
      party.personId === undefined ? party : { ...party, personId: now(party.personId) },
    ),
    dueAt: facts.dueAt ?? next.dueAt,
    answerBy: facts.answerBy ?? next.answerBy,
    leg: {
      ...next.leg,
      agencyId,
      holder: facts.holder ?? next.leg.holder,
      stepDueAt: facts.stepDueAt ?? next.leg.stepDueAt,
    },
  };
}

function beginPause(pauses: readonly Pause[], at: string, ground: Pause['ground']): readonly Pause[] {
  return [...endPause(pauses, at), { from: at, to: undefined, ground }];
}

function endPause(pauses: readonly Pause[], at: string): readonly Pause[] {
  return pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at } : pause));
}

function involve(state: DossierState, agencyId: Id<'agency'>): readonly Id<'agency'>[] {
  return state.involvedAgencies.includes(agencyId) ? state.involvedAgencies : [...state.involvedAgencies, agencyId];
}
