import type { Id } from '../../platform/ids.ts';
import type { Action, Channel, DossierState, Helper, Party, Phase, SupplementPoint } from './model.ts';

/**
 * What the journal keeps of each action: ids, codes and dates, computed by the operation at the time, so that replaying needs no calendar
 * and no configuration. Names, identity numbers, answers and free words lie in the sealed payload.
 */
export interface FactsOf {
  file: {
    readonly code: string;
    readonly procedureVersionId: Id<'procedure-version'>;
    readonly procedureCode: string;
    readonly field: string;
    readonly channel: Channel;
    readonly helper: Helper;
    readonly synthetic: boolean;
    readonly unitId: Id<'unit'>;
    readonly agencies: DossierState['agencies'];
    readonly parties: readonly Party[];
    readonly persons: readonly Id<'person'>[];
    readonly papers: DossierState['papers'];
    readonly papersSeen?: readonly string[] | undefined;
    readonly answerBy: string;
    readonly holder: Id<'position'>;
    readonly feeDong?: number | undefined;
    readonly wantsPaperOriginal: boolean;
  };
  accept: { readonly dueAt: string; readonly holder: Id<'position'>; readonly stepDueAt: string };
  'refuse-intake': { readonly reason: string };
  'request-supplement': {
    readonly points: readonly Omit<SupplementPoint, 'note'>[];
    readonly answerBy: string;
    readonly list: number;
    readonly needsApproval: boolean;
    readonly holder: Id<'position'>;
  };
  'approve-supplement': { readonly holder: Id<'position'> };
  'reject-supplement': { readonly holder: Id<'position'> };
  supplement: {
    readonly papers: DossierState['papers'];
    readonly dueAt?: string | undefined;
    readonly answerBy?: string | undefined;
  };
  'expire-supplement': { readonly reason: string };
  assign: {
    readonly holder: Id<'position'>;
    readonly agencyId: Id<'agency'>;
    readonly step: string;
    readonly stepDueAt: string;
  };
  'request-payment': { readonly amountDong: number };
  'confirm-payment': { readonly amountDong: number; readonly reference: string; readonly dueAt?: string | undefined };
  propose: {
    readonly decision: 'approve' | 'refuse';
    readonly reason?: string | undefined;
    readonly holder: Id<'position'>;
    readonly step: string;
    readonly stepDueAt: string;
  };
  'return-to-step': {
    readonly to: Phase;
    readonly holder: Id<'position'>;
    readonly step?: string | undefined;
    readonly stepDueAt: string;
  };
  approve: Decided;
  refuse: Decided;
  issue: { readonly number: string; readonly documentId: string; readonly holder: Id<'position'> };
  'hand-over': { readonly by: 'desk' | 'post' | 'store' };
  recall: { readonly holder: Id<'position'>; readonly reason: string };
  withdraw: Record<never, never>;
  stop: { readonly reason: string };
  resume: { readonly dueAt?: string | undefined };
  end: { readonly reason: string; readonly holder: Id<'position'> };
  transfer: { readonly holder: Id<'position'>; readonly agencyId: Id<'agency'> };
  extend: { readonly dueAt: string; readonly reason: string };
  /** `calendar`: fingerprint of the calendar that the new dates follow. */
  recompute: {
    readonly dueAt?: string | undefined;
    readonly answerBy?: string | undefined;
    readonly stepDueAt?: string | undefined;
    readonly reason: 'calendar-changed';
    readonly calendar: string;
  };
  /** Of a closed dossier only the custody moves; of an open one also who decides, gives back and has it in hand. */
  succeed: {
    readonly document: string;
    readonly custodian: Id<'agency'>;
    /** Only while it waits to be taken in: afterwards, who received it is what happened once. */
    readonly receiving?: Id<'agency'> | undefined;
    readonly competent?: Id<'agency'> | undefined;
    readonly returning?: Id<'agency'> | undefined;
    readonly agencyId?: Id<'agency'> | undefined;
    readonly holder?: Id<'position'> | undefined;
    /** By the calendar that holds with the new agency; left out where nothing changes. */
    readonly dueAt?: string | undefined;
    readonly answerBy?: string | undefined;
    readonly stepDueAt?: string | undefined;
    /** People of the dossier who turned out to be somebody known already. */
    readonly people: readonly { readonly from: Id<'person'>; readonly to: Id<'person'> }[];
  };
  /** `ground`: the article or the number of the request that asks for it; names nobody. */
  erase: { readonly ground: string };
  rate: { readonly stars: number; readonly reason?: string | undefined };
}

interface Decided {
  readonly reason?: string | undefined;
  readonly holder: Id<'position'>;
  readonly step: string;
  readonly stepDueAt: string;
  readonly documentId: string;
  /** Printed on the document; opens the public verification page. */
  readonly verificationCode: string;
  readonly register?: { readonly book: string; readonly number: string } | undefined;
}

/** One action with its facts, as read from or written to the journal. */
export type DossierEvent = {
  [A in Action]: {
    readonly action: A;
    readonly at: string;
    readonly by: Id<'position'> | undefined;
    readonly facts: FactsOf[A];
  };
}[Action];
