import type { CitizenActor, JobActor, StaffActor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import { isUniqueViolation, type Tx } from '../../../platform/database.ts';
import { checkAnswers } from '../../../platform/forms/check.ts';
import type { Answers } from '../../../platform/forms/definition.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { FiledFor, ProcedureVersion } from '../../catalogue/index.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { evolve } from '../evolve.ts';
import type { DossierEvent, FactsOf } from '../facts.ts';
import { formForChannel } from '../form-for-channel.ts';
import { listedOf } from '../listed.ts';
import type { Channel, DossierState, Helper, Party, PartyPerson } from '../model.ts';
import { missingPapers } from '../papers-needed.ts';
import { partyFacts } from '../party-facts.ts';
import { insertDossier, keyPurpose } from '../store.ts';

/** The office answers a new dossier within eight working hours (Nghị định 45/2020, art. 11). */
const answerLimit = { value: 8, unit: 'working-hour', note: undefined } as const;

export interface SubmittedParty extends Omit<PartyPerson, 'number'> {
  readonly role: Party['role'];
  readonly personId?: Id<'person'> | undefined;
  readonly organisationId?: Id<'organisation'> | undefined;
  readonly ground: string;
}

export interface SubmitInput {
  /** The same key gives the same dossier, whatever happens in between: double click, lost answer, second device. A draft's id serves. */
  readonly idempotencyKey: string;
  readonly procedureVersionId: Id<'procedure-version'>;
  readonly answers: unknown;
  readonly filedFor: FiledFor;
  /** Who is on it: one applicant (chủ hồ sơ) at least. */
  readonly parties: readonly SubmittedParty[];
  readonly paperIds: readonly string[];
  /** Requirement keys that a database supplied or the officer saw and gave back, so that no file is asked for. */
  readonly papersSeen?: readonly string[];
  readonly channel: Channel;
  readonly helper: Helper;
  readonly wantsPaperOriginal: boolean;
  /** Where it is filed, when that is not the competent agency's own office (any desk receives any dossier). */
  readonly receivingAgency?: Id<'agency'> | undefined;
  readonly synthetic?: boolean;
  /** Done in the same transaction, once filed: a draft that is filed and the dossier appear together. */
  readonly alongside?: (tx: Tx, dossierId: Id<'dossier'>) => Promise<void>;
}

export interface Submitted {
  readonly state: DossierState;
  /** False when the key was used before: this is the first answer again. */
  readonly created: boolean;
}

/** Files a dossier (nộp hồ sơ). All faults at once; what is acknowledged is stored, with its papers. */
export async function submitDossier(
  deps: DossierDeps,
  actor: CitizenActor | StaffActor | JobActor,
  input: SubmitInput,
): Promise<Submitted> {
  const procedure = await deps.procedures.get(input.procedureVersionId);
  const answers = checkSubmission(deps, actor, procedure, input);
  const commune = communeOf(procedure, answers);
  const route = await deps.agencies.route(procedure.content.competence, commune);
  if (route === undefined) throw dossierErrors.noAgency();
  for (let attempt = 0; ; attempt++) {
    try {
      return await deps.database.transact(actor, (tx) =>
        file(tx, deps, actor, input, procedure, answers, route, attempt === 0 ? nextNumber : nextFreeNumber),
      );
    } catch (error) {
      // A repeat, at once or later, fails at the key, or already at papers that the first one took. Nearly all are firsts, so none is looked for before.
      const first = await deps.database
        .read(actor, (tx) => findSubmitted(tx, input.idempotencyKey))
        .catch(() => undefined);
      if (first !== undefined) return first;
      if (!isUniqueViolation(error, 'dossier_code_key') || attempt + 1 === mostAttempts) throw error;
    }
  }
}

/**
 * A code whose number the counter has not given yet can only be taken past the program; `verify-journal` names such a row. Whoever files next must not
 * pay for it: tried again with the first number behind all that are taken. Once more in case another was taken meanwhile.
 */
const mostAttempts = 3;

function checkSubmission(
  deps: DossierDeps,
  actor: CitizenActor | StaffActor | JobActor,
  procedure: ProcedureVersion,
  input: SubmitInput,
): Answers {
  const { content } = procedure;
  if (content.form === undefined) throw dossierErrors.notOnline();
  if (!content.filedFor.includes(input.filedFor)) throw dossierErrors.badFiledFor();
  if (actor.capacity === 'citizen' && actor.assuranceLevel < content.assuranceLevel)
    throw dossierErrors.assuranceTooLow();
  const checked = checkAnswers(formForChannel(content.form, input.channel), input.answers, {
    today: dateOf(deps.clock.business()),
    party: partyFacts(input.filedFor),
  });
  if (checked.faults.length > 0) throw dossierErrors.badAnswers({ faults: checked.faults });
  return checked.answers;
}

/** The answer of the form that says which commune it concerns. */
function communeOf(procedure: ProcedureVersion, answers: Answers): Id<'unit'> | undefined {
  const [step, field] = procedure.content.competence.communeAnswer?.split('.') ?? [];
  const group = step === undefined ? undefined : answers[step];
  return group === undefined || field === undefined || Array.isArray(group)
    ? undefined
    : ((group as Record<string, unknown>)[field] as Id<'unit'> | undefined);
}

async function findSubmitted(tx: Tx, key: string): Promise<Submitted | undefined> {
  const row = await tx.maybe<{ state: DossierState }>(
    'select d.state from submission s join dossier d on d.id = s.dossier_id where s.idempotency_key = $1',
    [key],
  );
  return row && { state: row.state, created: false };
}

type Route = DossierState['agencies'] & { readonly unitId: Id<'unit'> };

async function file(
  tx: Tx,
  deps: DossierDeps,
  actor: CitizenActor | StaffActor | JobActor,
  input: SubmitInput,
  procedure: ProcedureVersion,
  answers: Answers,
  route: Route,
  giveNumber: typeof nextFreeNumber,
): Promise<Submitted> {
  const now = deps.clock.business().round('millisecond');
  const id = newId<'dossier'>();
  const { unitId, ...agencies } = { ...route, receiving: input.receivingAgency ?? route.receiving };
  const receiving = await deps.agencies.describe(agencies.receiving);
  const { parties, people, persons } = splitParties(input.parties, dateOf(now), actor);
  const involved = [...new Set([agencies.receiving, agencies.competent, agencies.returning])];
  const atOwnDesk = actor.capacity === 'staff' && actor.agencyId === agencies.receiving;
  // In one trip. The number comes last: its counter is locked until all is stored, and given back where something is missing.
  const [holder, papers, { last }] = await Promise.all([
    atOwnDesk ? actor.positionId : deps.officers.pick(tx, agencies.receiving, 'reception', procedure.content.field),
    deps.papers.attach(tx, { dossierId: id, paperIds: input.paperIds, agencies: involved, persons }),
    giveNumber(tx, agencies.receiving, dateOf(now), receiving.identifier),
  ]);
  if (holder === undefined) throw dossierErrors.noOfficer({ values: { agency: receiving.name.vi } });
  const missing = missingPapers(procedure.content, answers, partyFacts(input.filedFor), [
    ...papers.map((paper) => paper.requirement),
    ...(input.papersSeen ?? []),
  ]);
  if (missing.length > 0) {
    throw dossierErrors.missingPapers({
      values: { papers: missing.map((paper) => paper.name.vi).join('; ') },
      faults: missing.map((paper) => ({
        path: `/papers/${paper.key}`,
        words: { vi: `Thiếu: ${paper.name.vi}`, en: `Missing: ${paper.name.en}` },
      })),
    });
  }
  const code = dossierCode(receiving.identifier, dateOf(now), last);
  const facts: FactsOf['file'] = {
    code,
    procedureVersionId: procedure.id,
    procedureCode: procedure.code,
    field: procedure.content.field,
    channel: input.channel,
    helper: input.helper,
    synthetic: input.synthetic ?? false,
    unitId,
    agencies,
    parties,
    persons,
    papers,
    ...(input.papersSeen === undefined || input.papersSeen.length === 0 ? {} : { papersSeen: input.papersSeen }),
    answerBy: (await deps.deadlines.due(now, answerLimit)).toString(),
    holder,
    feeDong: procedure.content.fee.amountDong,
    wantsPaperOriginal: input.wantsPaperOriginal,
  };
  const event: Extract<DossierEvent, { action: 'file' }> = { action: 'file', at: now.toString(), by: undefined, facts };
  const state = evolve(undefined, id, event);
  const { key, wrapped } = deps.vault.newKey(keyPurpose(id));
  await insertDossier(tx, {
    state,
    event,
    key,
    wrapped,
    recordedAt: deps.clock.real(),
    listed: listedOf(deps.vault, code, parties, people),
    personal: { answers: answers as unknown as JsonObject, people: people as unknown as readonly JsonObject[] },
    submission: { key: input.idempotencyKey, personId: 'personId' in actor ? actor.personId : input.idempotencyKey },
  });
  await input.alongside?.(tx, id);
  return { state, created: true };
}

function nextNumber(tx: Tx, agencyId: Id<'agency'>, day: Temporal.PlainDate): Promise<{ readonly last: number }> {
  return tx.row('select next_dossier_number($1, $2) as last', [agencyId, day]);
}

/** Passes over numbers whose codes are taken although the counter has not given them. */
function nextFreeNumber(
  tx: Tx,
  agencyId: Id<'agency'>,
  day: Temporal.PlainDate,
  identifier: string,
): Promise<{ readonly last: number }> {
  return tx.row('select next_free_dossier_number($1, $2, $3) as last', [agencyId, day, codesOfDay(identifier, day)]);
}

/** `H04.25.13-221010-0007`: agency, day, number of the day from a counter (never random). */
export function dossierCode(identifier: string, day: Temporal.PlainDate, number: number): string {
  return `${codesOfDay(identifier, day)}${String(number).padStart(4, '0')}`;
}

function codesOfDay(identifier: string, day: Temporal.PlainDate): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${identifier}-${two(day.year % 100)}${two(day.month)}${two(day.day)}-`;
}

function splitParties(
  given: readonly SubmittedParty[],
  on: Temporal.PlainDate,
  actor: CitizenActor | StaffActor | JobActor,
) {
  const parties: Party[] = given.map((party, number) => ({
    number,
    role: party.role,
    personId: party.personId,
    organisationId: party.organisationId,
    from: on.toString(),
    to: undefined,
    ground: party.ground,
  }));
  const people: PartyPerson[] = given.map(({ role, personId, organisationId, ground, ...person }, number) => ({
    number,
    ...person,
  }));
  // A helper sees a receipt only, so helpers are not among the persons who may open it.
  const persons = [
    ...new Set([
      ...(actor.capacity === 'citizen' ? [actor.personId] : []),
      ...parties
        .filter((party) => party.role !== 'helper')
        .flatMap((party) => (party.personId === undefined ? [] : [party.personId])),
    ]),
  ];
  return { parties, people, persons };
}
