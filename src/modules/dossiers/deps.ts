import type { Actor, StaffActor, StaffRole } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Answers } from '../../platform/forms/definition.ts';
import type { Id } from '../../platform/ids.ts';
import type { Vault } from '../../platform/vault.ts';
import type { Competence, ProcedureVersion, TimeLimit } from '../catalogue/index.ts';
import type { Signer, TimeStamper } from '../papers/signing/index.ts';
import type { DossierState, PartyPerson } from './model.ts';
import type { TrackGuesses } from './track-guesses.ts';

/** What the room needs of the rooms above it; `src/app` puts it together. */
export interface DossierDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly trackGuesses: TrackGuesses;
  readonly procedures: {
    /** The version a dossier is pinned to; immutable, so it may be cached for ever. */
    get(id: Id<'procedure-version'>): Promise<ProcedureVersion>;
    /** The version in force on the business date, by slug or code. */
    inForce(slugOrCode: string): Promise<ProcedureVersion>;
  };
  readonly agencies: {
    /** Who receives, decides, returns and keeps a procedure's dossiers for a commune; undefined when no agency is competent there. */
    route(
      competence: Competence,
      communeId: Id<'unit'> | undefined,
    ): Promise<(DossierState['agencies'] & { readonly unitId: Id<'unit'> }) | undefined>;
    /** Identifier code (first part of dossier codes) and name. */
    describe(id: Id<'agency'>): Promise<AgencyInfo>;
  };
  readonly officers: {
    /** A position of the agency with the role and field that takes the next dossier, or undefined when there is none. */
    pick(tx: Tx, agencyId: Id<'agency'>, role: StaffRole, field: string): Promise<Id<'position'> | undefined>;
    /** Whether somebody has the position today: work goes to nobody else. */
    inOffice(tx: Tx, position: Id<'position'>): Promise<boolean>;
    /** Positions that nobody has any more. */
    left(tx: Tx): Promise<readonly Id<'position'>[]>;
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
    attach(
      tx: Tx,
      input: {
        dossierId: Id<'dossier'>;
        paperIds: readonly string[];
        agencies: readonly Id<'agency'>[];
        persons: readonly Id<'person'>[];
      },
    ): Promise<readonly { paperId: string; requirement: string }[]>;
    /** Opens the dossier's papers to one more agency after a hand-over. */
    involve(tx: Tx, dossierId: Id<'dossier'>, agencies: readonly Id<'agency'>[]): Promise<void>;
  };
  readonly documents: DocumentPort;
  readonly signers: SignerPort;
  /** Writes the access-log row of an opened dossier, in the same transaction, before the answer. */
  recordRead(
    tx: Tx,
    read: {
      readonly actor: Actor;
      readonly dossierIds: readonly Id<'dossier'>[];
      readonly subjects: readonly Id<'person'>[];
      readonly purpose: string;
      readonly at: Temporal.Instant;
      /** Told by the number of dossiers unless given: a list or a search may find only one. */
      readonly act?: 'list' | 'search';
    },
  ): Promise<void>;
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

/** What a result, refusal or one-stop form is drawn up from. */
export interface DocumentInput {
  readonly state: DossierState;
  readonly procedure: ProcedureVersion;
  readonly answers: Answers;
  readonly people: readonly PartyPerson[];
  readonly agency: AgencyInfo;
  readonly at: Temporal.Instant;
}

export interface DecisionInput extends DocumentInput {
  readonly decision: 'approve' | 'refuse';
  /** The grounds of a refusal, as the citizen reads them. */
  readonly words: string | undefined;
  readonly signer: OfficerInfo;
  readonly delegation: StaffActor['delegation'];
  readonly verificationCode: string;
  /** Where it stands in a book of the agency, if the procedure keeps one. */
  readonly register: RegisterEntry | undefined;
}

/** Book (with its year) and number of an entry. */
export interface RegisterEntry {
  readonly book: string;
  readonly number: string;
}

/** Documents that the office issues: drawn up here, signed in two phases, kept by the papers room. */
export interface DocumentPort {
  /** The unsigned result or refusal as PDF bytes. */
  decision(input: DecisionInput): Promise<Uint8Array>;
  /** Keeps a document's bytes; returns its id. Kept before the entry that names it is written. */
  keep(bytes: Uint8Array): Promise<string>;
  open(documentId: string): Promise<Uint8Array>;
  /** Enters an issued document: from now the verification page knows it and the citizen's store holds it. */
  issue(
    tx: Tx,
    document: {
      readonly state: DossierState;
      readonly procedure: ProcedureVersion;
      readonly documentId: string;
      readonly bytes: Uint8Array;
      readonly number: string;
      readonly at: Temporal.Instant;
      readonly agencyId: Id<'agency'>;
      readonly verificationCode: string;
      readonly decision: 'approve' | 'refuse';
    },
  ): Promise<void>;
  /** Marks an issued document as taken back. */
  revoke(tx: Tx, documentId: string, at: Temporal.Instant): Promise<void>;
}

/** Keys that officials and agencies sign with; in production a token or a remote service stands behind it. */
export interface SignerPort {
  ofPosition(tx: Tx, position: Id<'position'>): Promise<Signer>;
  ofAgency(tx: Tx, agencyId: Id<'agency'>): Promise<Signer>;
  readonly timeStamp: TimeStamper;
}

/** What is read of a dossier to act on it. */
export interface LoadedDossier {
  readonly state: DossierState;
  readonly head: { readonly version: number; readonly hash: Buffer };
}
