import type { Id } from '../../platform/ids.ts';
import type { Entry } from '../../platform/journal.ts';
import { type NewNotice, type NoticeDossier, noticeId, type PersonKind } from './model.ts';

type Told = Pick<Entry, 'streamKind' | 'streamId' | 'version' | 'action' | 'at' | 'facts' | 'actorPosition'>;

/** Actions of a dossier and what its people are told of each. What is not here concerns the office alone. */
const kinds: Readonly<Record<string, PersonKind | undefined>> = {
  file: 'received',
  accept: 'accepted',
  'refuse-intake': 'refused-intake',
  assign: 'examining',
  'request-supplement': 'supplement-asked',
  'approve-supplement': 'supplement-asked',
  supplement: 'supplement-received',
  'expire-supplement': 'supplement-expired',
  'request-payment': 'payment-asked',
  'confirm-payment': 'payment-received',
  issue: 'result-ready',
  'hand-over': 'handed-over',
  recall: 'recalled',
  stop: 'stopped',
  resume: 'resumed',
  end: 'ended',
  withdraw: 'withdrawn',
  extend: 'new-date',
  recompute: 'new-date-calendar',
  succeed: 'new-date-calendar',
};

/** Of which dossier an entry tells, if of any. */
export function dossierOf(entry: Told): Id<'dossier'> | undefined {
  if (entry.streamKind === 'dossier') return entry.streamId as Id<'dossier'>;
  return entry.streamKind === 'break-glass' && entry.action === 'open'
    ? ((entry.facts['dossierId'] as Id<'dossier'> | undefined) ?? undefined)
    : undefined;
}

/** The notices that one entry gives rise to. Pure. */
export function noticesOf(entry: Told, dossier: NoticeDossier): NewNotice[] {
  return [...toPeople(entry, dossier), ...toOfficers(entry, dossier)];
}

function toPeople(entry: Told, dossier: NoticeDossier): NewNotice[] {
  const kind = entry.streamKind === 'break-glass' ? 'opened-on-ground' : kinds[entry.action];
  // A second list waits for the head: the citizen hears of it when the head agrees.
  if (kind === undefined || entry.facts['needsApproval'] === true) return [];
  const due = entry.facts['dueAt'] ?? entry.facts['answerBy'];
  // An answer that comes a day later is no appointment; the page of the dossier says when.
  if ((entry.action === 'recompute' || entry.action === 'succeed') && entry.facts['dueAt'] === undefined) return [];
  return dossier.persons.map((personId) => ({
    ...base(entry, dossier, personId),
    personId,
    kind,
    dueAt: typeof due === 'string' ? due : undefined,
  }));
}

/** Whoever gets work from another hand. */
function toOfficers(entry: Told, dossier: NoticeDossier): NewNotice[] {
  if (entry.streamKind !== 'dossier') return [];
  const cameBack = entry.action === 'supplement';
  const holder = cameBack ? dossier.holder : (entry.facts['holder'] as Id<'position'> | undefined);
  if (holder === undefined || holder === entry.actorPosition) return [];
  return [
    {
      ...base(entry, dossier, holder),
      positionId: holder,
      kind: cameBack ? 'supplement-came' : 'assigned',
      dueAt: undefined,
    },
  ];
}

function base(entry: Told, dossier: NoticeDossier, reader: string) {
  return {
    id: noticeId(reader, entry.streamId, String(entry.version)),
    dossierId: dossier.id,
    dossierCode: dossier.code,
    about: dossier.about,
    at: entry.at,
  };
}
