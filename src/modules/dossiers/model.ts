import type { Id } from '../../platform/ids.ts';

/** Where a dossier is in its life. The ten national status codes are labels computed from it (`status.ts`), never the other way round. */
export const phases = [
  /** Filed, waiting for the one-stop office. */
  'filed',
  /** Something is missing; the deadline has not begun. */
  'supplement-before-acceptance',
  /** Taken in; the deadline runs; not yet with a specialist. */
  'accepted',
  'examining',
  /** The specialist asked for a second list; the head has to agree first. */
  'supplement-approval',
  'supplement',
  'payment',
  'deciding',
  /** Signed by the leader; waits for number and seal. */
  'issuing',
  'stopped',
  /** Result at the desk. */
  'settled',
  'returned',
  'refused-intake',
  'withdrawn',
] as const;
export type Phase = (typeof phases)[number];

export const actions = [
  'file',
  'accept',
  'refuse-intake',
  'request-supplement',
  'approve-supplement',
  'reject-supplement',
  'supplement',
  'expire-supplement',
  'assign',
  'request-payment',
  'confirm-payment',
  'propose',
  'return-to-step',
  'approve',
  'refuse',
  'issue',
  'hand-over',
  'recall',
  'withdraw',
  'stop',
  'resume',
  'end',
  'transfer',
  'extend',
  /** The calendar of days off changed: open due dates are computed again. */
  'recompute',
  /** Its agencies ended; others came after them (merger of units, of provinces). */
  'succeed',
  /** The personal content of a closed dossier is erased; facts and chain stay. */
  'erase',
  'rate',
] as const;
export type Action = (typeof actions)[number];

/** How it reached the office (KenhThucHien); who helped is a fact of its own. */
export type Channel = 'online' | 'counter' | 'post';
export type Helper = 'nobody' | 'team' | 'desk' | 'post-office';

export type PartyRole = 'applicant' | 'subject' | 'submitter' | 'representative' | 'helper';
export type DocumentKind = 'citizen-id' | 'old-id' | 'passport' | 'organisation';

/** A person or organisation on a dossier: facts without personal data. */
export interface Party {
  readonly number: number;
  readonly role: PartyRole;
  readonly personId: Id<'person'> | undefined;
  readonly organisationId: Id<'organisation'> | undefined;
  readonly from: string;
  readonly to: string | undefined;
  /** Why they act: `self`, `parent`, `guardian`, `authority`, `registered-representative`. */
  readonly ground: string;
}

/** The personal side of a party, sealed. */
export interface PartyPerson {
  readonly number: number;
  readonly name: string;
  readonly documentKind: DocumentKind | undefined;
  readonly documentNumber: string | undefined;
  readonly birthDate: string | undefined;
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
}

/** One point of a supplement list: coded reason, what it points to, and a sentence for the citizen. */
export interface SupplementPoint {
  readonly reason: string;
  /** `field:child.birthDate` or `paper:giay-chung-sinh`. */
  readonly target: string;
  readonly note: string;
}

export interface Pause {
  readonly from: string;
  readonly to: string | undefined;
  readonly ground: 'supplement' | 'payment' | 'stop';
}

/** The part of a dossier that one agency has in hand; the first version has one (number 0). */
export interface Leg {
  readonly number: number;
  readonly agencyId: Id<'agency'>;
  /** Who has to act next. Never empty while the dossier is open. */
  readonly holder: Id<'position'> | undefined;
  /** Key of the step of the procedure that is being worked on. */
  readonly step: string | undefined;
  /** When the holder must have acted. */
  readonly stepDueAt: string | undefined;
}

export interface Outcome {
  readonly decision: 'approve' | 'refuse';
  /** Code of the reason, for a refusal. */
  readonly reason: string | undefined;
  readonly decidedBy: Id<'position'>;
  readonly decidedAt: string;
  /** Issued document in the papers room. */
  readonly documentId: string | undefined;
  readonly verificationCode: string | undefined;
  /** Where the result stands in a book of the agency (sổ hộ tịch, …). */
  readonly register?: { readonly book: string; readonly number: string } | undefined;
  readonly number: string | undefined;
}

/** A dossier as its actions left it. Holds no personal data but through ids. Instants are ISO texts, so that it is plain JSON. */
export interface DossierState {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly procedureVersionId: Id<'procedure-version'>;
  readonly procedureCode: string;
  readonly field: string;
  readonly phase: Phase;
  readonly channel: Channel;
  readonly helper: Helper;
  readonly synthetic: boolean;
  readonly unitId: Id<'unit'>;
  readonly agencies: {
    readonly receiving: Id<'agency'>;
    readonly competent: Id<'agency'>;
    readonly returning: Id<'agency'>;
    readonly custodian: Id<'agency'>;
  };
  /** Every agency that ever had it; only grows. */
  readonly involvedAgencies: readonly Id<'agency'>[];
  readonly involvedPersons: readonly Id<'person'>[];
  readonly filedAt: string;
  /** When the office must have answered (8 working hours). */
  readonly answerBy: string;
  readonly acceptedAt: string | undefined;
  readonly dueAt: string | undefined;
  /** The appointment as first given; kept when an apology sets a new one. */
  readonly firstDueAt: string | undefined;
  readonly extensions: number;
  readonly settledAt: string | undefined;
  readonly returnedAt: string | undefined;
  readonly closedAt: string | undefined;
  readonly pauses: readonly Pause[];
  readonly leg: Leg;
  readonly parties: readonly Party[];
  readonly papers: readonly { readonly paperId: string; readonly requirement: string }[];
  /** Requirements whose paper the desk saw and gave back (đối chiếu bản chính): no copy is kept. */
  readonly papersSeen?: readonly string[] | undefined;
  readonly supplementLists: number;
  readonly openSupplement:
    | {
        readonly points: readonly SupplementPoint[];
        readonly askedAt: string;
        readonly answerBy: string;
        readonly returnTo: Phase;
      }
    | undefined;
  readonly payment: 'none' | 'due' | 'paid';
  readonly feeDong: number | undefined;
  readonly proposal:
    | { readonly decision: 'approve' | 'refuse'; readonly reason: string | undefined; readonly by: Id<'position'> }
    | undefined;
  readonly outcome: Outcome | undefined;
  readonly wantsPaperOriginal: boolean;
  readonly rating: { readonly stars: number; readonly reason: string | undefined } | undefined;
  /** Since then only facts are left of it. */
  readonly erasedAt?: string | undefined;
}

/** The dossier is over: nobody has to act on it any more. */
export function isClosed(phase: Phase): boolean {
  return phase === 'returned' || phase === 'refused-intake' || phase === 'withdrawn';
}
