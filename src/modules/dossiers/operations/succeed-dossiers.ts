import type { JobActor, StaffRole } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { appendAsOwner, openPayload } from '../../../platform/journal.ts';
import { fold } from '../../../platform/text.ts';
import type { Vault } from '../../../platform/vault.ts';
import type { ProcedureContent, WorkingCalendar } from '../../catalogue/index.ts';
import { evolve } from '../evolve.ts';
import type { DossierEvent, FactsOf } from '../facts.ts';
import { newDates } from '../jobs/recompute-due-dates.ts';
import { listedOf } from '../listed.ts';
import { type DossierState, isClosed, type PartyPerson } from '../model.ts';
import { roleOfPhase } from '../role-of-phase.ts';
import { factsVersion, keyPurpose, replaceRow, streamKind } from '../store.ts';

export interface SuccessionInput {
  /** Ids of the dossiers, as a table with a column `id`. */
  readonly dossiers: string;
  readonly vault: Vault;
  readonly now: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  readonly calendar: WorkingCalendar;
  /** The resolution by which the agencies ended. */
  readonly document: string;
  /** Who takes over from an agency that ended; it depends on the unit where districts ended. undefined: the agency goes on. */
  successorOf(agency: Id<'agency'>, unit: Id<'unit'>): Id<'agency'> | undefined;
  /** Throws when the agency has nobody in the role: no open dossier is left without an owner. */
  holderAt(tx: Tx, agency: Id<'agency'>, role: StaffRole, field: string): Promise<Id<'position'>>;
  contentOf(version: Id<'procedure-version'>): Promise<Pick<ProcedureContent, 'timeLimit'>>;
  /** People who turned out to be somebody known already. */
  readonly people: ReadonlyMap<Id<'person'>, Id<'person'>>;
}

export interface SuccessionReport {
  readonly closed: number;
  readonly open: number;
}

const job: JobActor = { capacity: 'job', name: 'succession' };
const batchSize = 500;

interface Row {
  id: Id<'dossier'>;
  state: DossierState;
  version: number;
  head: Buffer;
  wrapped: Buffer | null;
  sealed: Buffer | null;
}

/**
 * Carries dossiers over to the agencies that come after theirs, each by an entry in its own stream: custody of all of them; of those still
 * open the work as well, to somebody by name, with due dates by the calendar that holds there. Runs as the owner, with writers stopped.
 */
export async function succeedDossiers(tx: Tx, input: SuccessionInput): Promise<SuccessionReport> {
  const report = { closed: 0, open: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await tx.rows<Row>(
      `select d.id, d.state, d.version, d.head, k.wrapped, p.sealed from dossier d
       join journal j on j.stream_id = d.id and j.version = 1
       left join stream_key k on k.stream_id = d.id left join journal_payload p on p.id = j.payload_id
       where d.id > $1 and d.id in (select id from ${input.dossiers}) order by d.id limit $2`,
      [after, batchSize],
    );
    for (const row of rows) {
      await succeedOne(tx, row, input);
      if (isClosed(row.state.phase)) report.closed += 1;
      else report.open += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return report;
    after = last.id;
  }
}

async function succeedOne(tx: Tx, row: Row, input: SuccessionInput): Promise<void> {
  const event = {
    action: 'succeed',
    at: input.now.round('millisecond').toString(),
    by: undefined,
    facts: await factsFor(tx, row.state, input),
  } as const satisfies DossierEvent;
  const after = evolve(row.state, row.id, event);
  const entry = {
    streamKind,
    streamId: row.id,
    action: event.action,
    agencyId: event.facts.agencyId ?? event.facts.custodian,
    unitId: after.unitId,
    at: Temporal.Instant.from(event.at),
    schemaVersion: factsVersion,
    facts: event.facts as unknown as JsonObject,
  };
  const head = await appendAsOwner(tx, job, { version: row.version, hash: row.head }, entry, input.recordedAt);
  await replaceRow(tx, after, head);
  const further = after.involvedAgencies.filter((agency) => !row.state.involvedAgencies.includes(agency));
  for (const table of ['dossier_note', 'paper', 'issued_result']) {
    await tx.run(`update ${table} set agencies = agencies || $2::uuid[] where dossier_id = $1 and agencies <> '{}'`, [
      row.id,
      further,
    ]);
  }
  await relist(tx, row, input.vault);
}

async function factsFor(tx: Tx, state: DossierState, input: SuccessionInput): Promise<FactsOf['succeed']> {
  const next = (agency: Id<'agency'>) => input.successorOf(agency, state.unitId) ?? agency;
  const people = state.involvedPersons.flatMap((from) => {
    const to = input.people.get(from);
    return to === undefined ? [] : [{ from, to }];
  });
  const kept = { document: input.document, custodian: next(state.agencies.custodian), people };
  if (isClosed(state.phase)) return kept;
  const agencyId = next(state.leg.agencyId);
  const moved = {
    ...kept,
    ...(state.acceptedAt === undefined ? { receiving: next(state.agencies.receiving) } : {}),
    competent: next(state.agencies.competent),
    returning: next(state.agencies.returning),
    agencyId,
    holder: await input.holderAt(tx, agencyId, roleOfPhase[state.phase], state.field),
  };
  const content = await input.contentOf(state.procedureVersionId);
  return { ...moved, ...newDates(state, content, input.calendar) };
}

/** What the row is found by is keyed with the vault of the house: computed again from the sealed content. */
async function relist(tx: Tx, { id, state, wrapped, sealed }: Row, vault: Vault): Promise<void> {
  if (wrapped === null || sealed === null) return;
  const content = openPayload(sealed, vault.openKey(wrapped, keyPurpose(id)));
  const people = (content['people'] ?? []) as unknown as PartyPerson[];
  if (people.length === 0) return;
  const { applicantName, trackDigest } = listedOf(vault, state.code, state.parties, people);
  await tx.run('update dossier set applicant_name = $2, applicant_folded = $3, track_digest = $4 where id = $1', [
    id,
    applicantName ?? null,
    applicantName === undefined ? null : fold(applicantName),
    trackDigest ?? null,
  ]);
}
