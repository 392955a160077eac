import type { Actor } from '../../platform/actor.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { paperErrors } from './errors.ts';
import type { Paper } from './model.ts';

/** Why this person may not hand in papers, or undefined. A counter officer does it for the person in front of them; any officer their own, where their work has a place for them. */
export function refuseUpload(actor: Actor, ownerPersonId: Id<'person'> | undefined): DomainError | undefined {
  switch (actor.capacity) {
    case 'citizen':
      return ownerPersonId === undefined || ownerPersonId === actor.personId ? undefined : paperErrors.notFound();
    case 'staff':
      return ownerPersonId !== undefined && (actor.roles.includes('reception') || ownerPersonId === actor.personId)
        ? undefined
        : paperErrors.notFound();
    case 'public':
    case 'job':
      return paperErrors.signInFirst();
  }
}

/** Why this person may not open this paper, or undefined. Whether they may see it at all was decided when it was read. */
export function refuseOpening(actor: Actor, paper: Pick<Paper, 'scanState'>): DomainError | undefined {
  if (actor.capacity === 'public' || actor.capacity === 'job') return paperErrors.signInFirst();
  if (paper.scanState === 'infected') return paperErrors.infected();
  return paper.scanState === 'waiting' ? paperErrors.notScannedYet() : undefined;
}
