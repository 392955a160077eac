import type { Words } from '../../platform/errors.ts';
import { type Id, nameId } from '../../platform/ids.ts';

/** What people are told. */
export const personKinds = [
  'received',
  'accepted',
  'refused-intake',
  'examining',
  'supplement-asked',
  'supplement-received',
  'supplement-expired',
  'payment-asked',
  'payment-received',
  'result-ready',
  'handed-over',
  'recalled',
  'stopped',
  'resumed',
  'ended',
  'withdrawn',
  'new-date',
  'new-date-calendar',
  'opened-on-ground',
] as const;
export type PersonKind = (typeof personKinds)[number];

/** What officers are told. */
export const officerKinds = ['assigned', 'supplement-came', 'due-soon', 'overdue', 'apology-due'] as const;
export type OfficerKind = (typeof officerKinds)[number];
/** What officers are told of figures that their agency reports, or that are missing below it. */
export const reportKinds = ['reports-due', 'reports-overdue', 'reports-overdue-below'] as const;
export type ReportKind = (typeof reportKinds)[number];
export type NoticeKind = PersonKind | OfficerKind | ReportKind;

export function isReportKind(kind: NoticeKind): kind is ReportKind {
  return reportKinds.some((each) => each === kind);
}

export interface NewNotice {
  readonly id: Id<'notice'>;
  readonly personId?: Id<'person'> | undefined;
  readonly positionId?: Id<'position'> | undefined;
  /** Both undefined of a notice about reported figures. */
  readonly dossierId: Id<'dossier'> | undefined;
  readonly dossierCode: string | undefined;
  readonly kind: NoticeKind;
  /** Short name of the procedure; of reported figures: how many. */
  readonly about: Words;
  /** The date that the notice speaks of: appointment, last day to answer. */
  readonly dueAt: string | undefined;
  readonly at: Temporal.Instant;
}

export interface Notice extends NewNotice {
  readonly readAt: Temporal.Instant | undefined;
}

/** What the room needs to know of a dossier. */
export interface NoticeDossier {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly about: Words;
  readonly persons: readonly Id<'person'>[];
  readonly holder: Id<'position'> | undefined;
  /** Invented for the demonstration's past: nobody waits for an e-mail about it. */
  readonly synthetic: boolean;
}

/** The same news to the same reader is one notice. */
export function noticeId(reader: string, ...news: readonly string[]): Id<'notice'> {
  return nameId('notice', reader, ...news);
}
