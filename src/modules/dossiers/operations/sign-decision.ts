import type { StaffActor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Tx } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { ProcedureVersion } from '../../catalogue/index.ts';
import { newVerificationCode } from '../../papers/index.ts';
import { numberSpot } from '../../papers/results/index.ts';
import {
  attachSignature,
  type PreparedSignature,
  prepareSignature,
  type SignatureState,
  type Signer,
} from '../../papers/signing/index.ts';
import type { DossierDeps, LoadedDossier, RegisterEntry } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { readDossierContent } from '../queries/dossier-content.ts';
import { findDossierKey, getDossier } from '../store.ts';
import { type ActInput, actWithin, assertMayAct, pickHolder, stepDue } from './act-on-dossier.ts';
import { assertReasoned } from './refuse-intake.ts';

/** Minutes between the two phases: a token at the official's machine, or a remote service that asks for confirmation, answers within it. */
const sessionMinutes = 15;

export type Purpose = 'approve' | 'refuse' | 'issue';

export interface PreparedDocument {
  readonly sessionId: string;
  /** DER of the signed attributes: what the key signs. */
  readonly toBeSigned: Uint8Array;
}

interface Prepared {
  readonly purpose: Purpose;
  readonly preparedPdf: string;
  readonly state: SignatureState;
  readonly verificationCode: string;
  readonly number: string | null;
  readonly register?: RegisterEntry | null;
  readonly reason: string | null;
  readonly words: string | null;
  /** By which delegation the document was drawn up; the signature is given by the same, still in force. */
  readonly delegationId: string | null;
}

export interface DecisionInput extends ActInput {
  readonly decision: 'approve' | 'refuse';
  /** For a refusal: coded reason, and the grounds in words. */
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
}

/** First phase of the leader's decision: the result (or refusal) is drawn up and waits, prepared, for the leader's signature. */
export async function prepareDecision(
  deps: DossierDeps,
  actor: StaffActor,
  input: DecisionInput,
): Promise<PreparedDocument> {
  if (input.decision === 'refuse') assertReasoned({ reason: input.reason ?? '', words: input.words ?? '' });
  return deps.database.transact(actor, async (tx) => {
    const loaded = await loadFor(tx, actor, input, input.decision);
    const at = deps.clock.business();
    const content = await readDossierContent(tx, deps, loaded.state);
    const verificationCode = newVerificationCode();
    const register =
      input.decision === 'approve' ? await enterInRegister(tx, loaded, content.procedure, at) : undefined;
    const officer = (await deps.officers.describe(tx, [actor.positionId])).get(actor.positionId);
    if (officer === undefined) throw dossierErrors.wrongRole({ values: { action: input.decision } });
    const pdf = await deps.documents.decision({
      state: loaded.state,
      procedure: content.procedure,
      answers: content.answers,
      people: content.people,
      decision: input.decision,
      words: input.words,
      signer: officer,
      delegation: actor.delegation,
      agency: await deps.agencies.describe(actor.agencyId),
      at,
      verificationCode,
      register,
    });
    const signer = await deps.signers.ofPosition(tx, actor.positionId);
    const prepared = await prepareSignature(pdf, {
      certificateChain: await signer.certificateChain(),
      fieldName: 'leader',
      name: officer.name,
      signingTime: at,
    });
    return keepSession(tx, deps, actor, loaded, prepared, {
      purpose: input.decision,
      verificationCode,
      number: null,
      register: register ?? null,
      reason: input.reason ?? null,
      words: input.words ?? null,
    });
  });
}

/** First phase of văn thư: the number is taken, and the file that the leader signed waits for the signature of the agency. */
export async function prepareIssue(deps: DossierDeps, actor: StaffActor, input: ActInput): Promise<PreparedDocument> {
  return deps.database.transact(actor, async (tx) => {
    const loaded = await loadFor(tx, actor, input, 'issue');
    const outcome = loaded.state.outcome;
    if (outcome?.documentId === undefined) throw dossierErrors.notNow({ values: { status: '' } });
    const at = deps.clock.business();
    const agency = await deps.agencies.describe(actor.agencyId);
    const year = dateOf(at).year;
    const { number } = await tx.row<{ number: number }>('select next_document_number($1, $2, $3) as number', [
      actor.agencyId,
      year,
      loaded.state.field,
    ]);
    const fullNumber = `${number}/${year}`;
    const signer = await deps.signers.ofAgency(tx, actor.agencyId);
    const prepared = await prepareSignature(await deps.documents.open(outcome.documentId), {
      certificateChain: await signer.certificateChain(),
      fieldName: 'agency',
      name: agency.name.vi,
      signingTime: at,
      // Văn thư puts number, date and the agency's signature at the head of the page (Nghị định 30/2020, Annex I).
      appearance: {
        page: numberSpot.page,
        rect: numberSpot.rect,
        tone: 'agency',
        lines: [
          `Số: ${fullNumber}`,
          agency.name.vi,
          at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toString({ smallestUnit: 'second', timeZoneName: 'never' }),
        ],
      },
    });
    return keepSession(tx, deps, actor, loaded, prepared, {
      purpose: 'issue',
      verificationCode: outcome.verificationCode ?? '',
      number: fullNumber,
      reason: null,
      words: null,
    });
  });
}

/** Second phase: the value that the key gave goes into the prepared file, with a time stamp; then the dossier moves on. Once per session. */
export async function completeSigning(
  deps: DossierDeps,
  actor: StaffActor,
  sessionId: string,
  signatureValue: Uint8Array,
): Promise<DossierState> {
  const found = await deps.database.read(actor, (tx) => openSession(tx, deps, sessionId));
  const { prepared, dossierId, version } = found;
  if (prepared.delegationId !== (actor.delegation?.delegationId ?? null)) throw dossierErrors.authorityChanged();
  const signed = await attachSignature(
    { preparedPdf: Buffer.from(prepared.preparedPdf, 'base64'), state: prepared.state },
    signatureValue,
    { timeStamp: deps.signers.timeStamp },
  );
  // The file is kept before the entry that names it: what the journal says exists, exists.
  const documentId = await deps.documents.keep(signed);
  return deps.database.transact(actor, async (tx) => {
    if ((await tx.run('delete from signing_session where id = $1', [sessionId])) !== 1)
      throw dossierErrors.changedMeanwhile();
    const input = { dossierId, expectedVersion: version };
    return prepared.purpose === 'issue'
      ? finishIssue(tx, deps, actor, input, prepared, documentId, signed)
      : finishDecision(tx, deps, actor, input, prepared, prepared.purpose, documentId);
  });
}

/** Both phases at once, where the key answers straight away (the sandbox's software keys). */
export async function signNow(
  deps: DossierDeps,
  actor: StaffActor,
  document: PreparedDocument,
  purpose: Purpose,
): Promise<DossierState> {
  const signer: Signer = await deps.database.read(actor, (tx) =>
    purpose === 'issue' ? deps.signers.ofAgency(tx, actor.agencyId) : deps.signers.ofPosition(tx, actor.positionId),
  );
  return completeSigning(deps, actor, document.sessionId, await signer.sign(document.toBeSigned));
}

function finishDecision(
  tx: Tx,
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput,
  prepared: Prepared,
  decision: 'approve' | 'refuse',
  documentId: string,
): Promise<DossierState> {
  return actWithin(tx, deps, actor, decision, input, async (loaded) => {
    const steps = loaded.procedure.content.steps;
    const index = Math.max(
      0,
      steps.findIndex((step) => step.kind === 'issue'),
    );
    const holder = await pickHolder(deps, tx, loaded.state.leg.agencyId, 'clerk', loaded.state.field);
    return {
      facts: {
        reason: prepared.reason ?? undefined,
        holder,
        step: steps[index]?.key ?? 'issue',
        stepDueAt: await stepDue(deps, loaded, loaded.state.dueAt, index),
        documentId,
        verificationCode: prepared.verificationCode,
        ...(prepared.register == null ? {} : { register: prepared.register }),
      },
      ...(prepared.words === null ? {} : { personal: { words: prepared.words } }),
    };
  });
}

function finishIssue(
  tx: Tx,
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput,
  prepared: Prepared,
  documentId: string,
  bytes: Uint8Array,
): Promise<DossierState> {
  return actWithin(tx, deps, actor, 'issue', input, async ({ state, procedure, now }) => {
    const number = prepared.number ?? '';
    const holder = await pickHolder(deps, tx, state.agencies.returning, 'reception', state.field);
    await deps.documents.issue(tx, {
      state,
      procedure,
      documentId,
      bytes,
      number,
      at: now,
      agencyId: actor.agencyId,
      verificationCode: prepared.verificationCode,
      decision: state.outcome?.decision ?? 'approve',
    });
    return { facts: { number, documentId, holder } };
  });
}

/** Enters the result in its book (sổ hộ tịch, …) where the procedure has one; drawn up again, the same number serves. */
async function enterInRegister(
  tx: Tx,
  { state }: LoadedDossier,
  procedure: ProcedureVersion,
  at: Temporal.Instant,
): Promise<RegisterEntry | undefined> {
  const book = procedure.content.results[0]?.register?.vi;
  if (book === undefined) return undefined;
  const entry = await tx.row<{ book: string; year: number; number: number }>(
    'select book, year, number from enter_in_register($1, $2, $3, $4)',
    [state.id, book, dateOf(at).year, at],
  );
  return { book: `${entry.book} ${entry.year}`, number: String(entry.number) };
}

async function loadFor(tx: Tx, actor: StaffActor, input: ActInput, action: Purpose): Promise<LoadedDossier> {
  const loaded = await getDossier(tx, input.dossierId);
  assertMayAct(actor, action, loaded.state);
  if (input.expectedVersion !== undefined && input.expectedVersion !== loaded.head.version)
    throw dossierErrors.changedMeanwhile();
  return loaded;
}

async function keepSession(
  tx: Tx,
  deps: DossierDeps,
  actor: StaffActor,
  loaded: LoadedDossier,
  prepared: PreparedSignature,
  rest: Omit<Prepared, 'preparedPdf' | 'state' | 'delegationId'>,
): Promise<PreparedDocument> {
  const key = await findDossierKey(tx, deps.vault, loaded.state.id);
  if (key === undefined) throw dossierErrors.notFound();
  const sessionId = newId();
  const real = deps.clock.real();
  const content: Prepared = {
    ...rest,
    preparedPdf: Buffer.from(prepared.preparedPdf).toString('base64'),
    state: prepared.state,
    delegationId: actor.delegation?.delegationId ?? null,
  };
  await tx.run(
    `insert into signing_session (id, dossier_id, dossier_version, position_id, agency_id, purpose, sealed, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      sessionId,
      loaded.state.id,
      loaded.head.version,
      actor.positionId,
      actor.agencyId,
      rest.purpose,
      key.seal(content as unknown as JsonObject),
      real,
      real.add({ minutes: sessionMinutes }),
    ],
  );
  return { sessionId, toBeSigned: prepared.toBeSigned };
}

async function openSession(
  tx: Tx,
  deps: DossierDeps,
  sessionId: string,
): Promise<{ prepared: Prepared; dossierId: Id<'dossier'>; version: number }> {
  const row = await tx.maybe<{ dossierId: Id<'dossier'>; version: number; sealed: Buffer }>(
    'select dossier_id as "dossierId", dossier_version as version, sealed from signing_session where id = $1 and expires_at > $2',
    [sessionId, deps.clock.real()],
  );
  const key = row && (await findDossierKey(tx, deps.vault, row.dossierId));
  if (row === undefined || key === undefined) throw dossierErrors.changedMeanwhile();
  return { prepared: key.open(row.sealed) as unknown as Prepared, dossierId: row.dossierId, version: row.version };
}
