import type { Actor, StaffRole } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { Vault } from '../../platform/vault.ts';
import type { Competence, ProcedureVersion, TimeLimit } from '../catalogue/model.ts';
import type { DossierState, PartyPerson } from './model.ts';

/** What the room needs of the rooms above it; `src/app` puts it together. */
export interface DossierDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly procedures: {
    /** The version a dossier is pinned to; immutable, so it may be cached for ever. */
    get(id: Id<'procedure-version'>): Promise<ProcedureVersion>;
    /** The version in force on the business date, by slug or code. */
    inForce(slugOrCode: string): Promise<ProcedureVersion>;
  };
  readonly agencies: {
    /** Who decides a procedure for a commune, and who receives, returns and keeps it. */
    competent(competence: Competence, communeId: Id<'unit'> | undefined): Promise<{ agencyId: Id<'agency'>; unitId: Id<'unit'> } | undefined>;
    /** Identifier code (first part of dossier codes) and name. */
    describe(id: Id<'agency'>): Promise<AgencyInfo>;
  };
  readonly officers: {
    /** A position of the agency with the role and field that takes the next dossier, or undefined when there is none. */
    pick(tx: Tx, agencyId: Id<'agency'>, role: StaffRole, field: string): Promise<Id<'position'> | undefined>;
    /** Names and titles to show, by position. */
    describe(tx: Tx, positions: readonly Id<'position'>[]): Promise<ReadonlyMap<Id<'position'>, OfficerInfo>>;
  };
  readonly deadlines: {
    /** The instant a limit that starts now runs out, by the province's calendar. */
    due(start: Temporal.Instant, limit: TimeLimit): Promise<Temporal.Instant>;
    /** The due date moved by the working time between two instants. */
    shift(due: Temporal.Instant, pausedFrom: Temporal.Instant, pausedTo: Temporal.Instant): Promise<Temporal.Instant>;
  };
  readonly papers: {
    /** Ties uploaded papers of a draft to the dossier; refuses papers of others, still unscanned or infected ones. */
    attach(tx: Tx, input: { dossierId: Id<'dossier'>; paperIds: readonly string[]; agencies: readonly Id<'agency'>[]; persons: readonly Id<'person'>[] }): Promise<readonly { paperId: string; requirement: string }[]>;
    /** Opens the dossier's papers to one more agency after a hand-over. */
    involve(tx: Tx, dossierId: Id<'dossier'>, agencies: readonly Id<'agency'>[]): Promise<void>;
  };
  readonly documents: DocumentPort;
  /** Writes the access-log row of an opened dossier, in the same transaction, before the answer. */
  recordRead(tx: Tx, read: { readonly actor: Actor; readonly dossierIds: readonly Id<'dossier'>[]; readonly subjects: readonly Id<'person'>[]; readonly purpose: string; readonly at: Temporal.Instant }): Promise<void>;
}

export interface AgencyInfo {
  readonly id: Id<'agency'>;
  readonly name: { readonly vi: string; readonly en: string };
  readonly identifier: string;
  readonly unitId: Id<'unit'>;
  /** The agency above it, in the head of documents. */
  readonly parentName: string | undefined;
  readonly place: string;
}

export interface OfficerInfo {
  readonly name: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly agencyId: Id<'agency'>;
  readonly personId: Id<'person'>;
}

/** Documents that the office issues: drawn up, signed in two phases, kept. */
export interface DocumentPort {
  /** The unsigned result or refusal of a dossier as PDF bytes. */
  draft(input: { readonly state: DossierState; readonly procedure: ProcedureVersion; readonly answers: Record<string, unknown>; readonly people: readonly PartyPerson[]; readonly decision: 'approve' | 'refuse'; readonly words: string | undefined; readonly signer: OfficerInfo & { readonly form: string | undefined; readonly principalTitle: string | undefined }; readonly agency: AgencyInfo; readonly at: Temporal.Instant; readonly verificationCode: string }): Promise<Uint8Array>;
}

/** What is read of a dossier to act on it. */
export interface LoadedDossier {
  readonly state: DossierState;
  readonly head: { readonly version: number; readonly hash: Buffer };
}
