import type { Actor, StaffActor, StaffRole } from '../../platform/actor.ts';
import type { DomainError } from '../../platform/errors.ts';
import { dossierErrors } from './errors.ts';
import type { Action, DossierState } from './model.ts';

/** Who may do what to a dossier, apart from which phase it is in: the role that the action needs, and whether only its holder may. */
interface Rule {
  readonly roles: readonly StaffRole[];
  /** `holder`: only the position that has it now; `agency`: anyone with the role in the agency that has it. */
  readonly reach: 'holder' | 'agency';
  /** A leader of the agency may do it whoever holds it: they answer for all of its work. */
  readonly leaders?: true;
  readonly citizen?: true;
  readonly job?: true;
}

export const rules: Readonly<Record<Exclude<Action, 'file'>, Rule>> = {
  accept: { roles: ['reception'], reach: 'agency' },
  'refuse-intake': { roles: ['reception'], reach: 'agency' },
  'request-supplement': { roles: ['reception', 'specialist'], reach: 'holder' },
  'approve-supplement': { roles: ['leader'], reach: 'agency' },
  'reject-supplement': { roles: ['leader'], reach: 'agency' },
  supplement: { roles: ['reception'], reach: 'agency', citizen: true },
  'expire-supplement': { roles: ['reception'], reach: 'agency', job: true },
  assign: { roles: ['reception', 'leader'], reach: 'agency' },
  'request-payment': { roles: ['reception', 'specialist'], reach: 'holder' },
  'confirm-payment': { roles: ['reception'], reach: 'agency', job: true },
  propose: { roles: ['specialist'], reach: 'holder' },
  'return-to-step': { roles: ['specialist', 'leader', 'clerk'], reach: 'holder', leaders: true },
  approve: { roles: ['leader'], reach: 'agency' },
  refuse: { roles: ['leader'], reach: 'agency' },
  issue: { roles: ['clerk'], reach: 'agency' },
  'hand-over': { roles: ['reception'], reach: 'agency' },
  recall: { roles: ['leader'], reach: 'agency' },
  withdraw: { roles: [], reach: 'agency', citizen: true },
  stop: { roles: ['leader'], reach: 'agency' },
  resume: { roles: ['leader'], reach: 'agency' },
  end: { roles: ['leader'], reach: 'agency' },
  transfer: { roles: ['leader', 'reception'], reach: 'agency', job: true },
  extend: { roles: ['leader'], reach: 'agency' },
  recompute: { roles: [], reach: 'agency', job: true },
  succeed: { roles: [], reach: 'agency', job: true },
  erase: { roles: [], reach: 'agency', job: true },
  rate: { roles: [], reach: 'agency', citizen: true },
};

/** Why the actor may not do this to the dossier, in words; undefined when allowed. The phase is checked apart, by the table. */
export function refusal(actor: Actor, action: Exclude<Action, 'file'>, state: DossierState): DomainError | undefined {
  const rule = rules[action];
  switch (actor.capacity) {
    case 'public':
      return dossierErrors.notFound();
    case 'job':
      return rule.job === true ? undefined : dossierErrors.wrongRole({ values: { action } });
    case 'citizen':
      if (!state.involvedPersons.includes(actor.personId)) return dossierErrors.notFound();
      return rule.citizen === true ? undefined : dossierErrors.notCitizenOf();
    case 'staff':
      return staffRefusal(actor, action, rule, state);
  }
}

function staffRefusal(actor: StaffActor, action: Action, rule: Rule, state: DossierState): DomainError | undefined {
  if (!state.involvedAgencies.includes(actor.agencyId)) return dossierErrors.notFound();
  if (!rule.roles.some((role) => actor.roles.includes(role))) return dossierErrors.wrongRole({ values: { action } });
  if (state.involvedPersons.includes(actor.personId)) return dossierErrors.ownDossier();
  if (actor.fields.length > 0 && !actor.fields.includes(state.field)) return dossierErrors.wrongField();
  if (actingAgency(action, state) !== actor.agencyId)
    return dossierErrors.notYours({ values: { holder: 'cơ quan khác' } });
  const overseen = rule.leaders === true && actor.roles.includes('leader');
  if (rule.reach === 'holder' && state.leg.holder !== actor.positionId && !overseen)
    return dossierErrors.notYours({ values: { holder: 'người khác' } });
  return undefined;
}

/** Whose desk an action is done at: reception at the receiving office, return at the returning one, the rest where the leg is. */
function actingAgency(action: Action, state: DossierState): string {
  if (action === 'accept' || action === 'refuse-intake' || action === 'supplement' || action === 'confirm-payment') {
    return state.acceptedAt === undefined ? state.agencies.receiving : state.leg.agencyId;
  }
  if (action === 'hand-over') return state.agencies.returning;
  return state.phase === 'settled' && action === 'recall' ? state.agencies.competent : state.leg.agencyId;
}

/** May the actor open the dossier at all? Superiors and auditors need a recorded ground, which row-level security checks again. */
export function mayOpen(actor: Actor, state: Pick<DossierState, 'involvedAgencies' | 'involvedPersons'>): boolean {
  if (actor.capacity === 'citizen') return state.involvedPersons.includes(actor.personId);
  if (actor.capacity === 'staff')
    return state.involvedAgencies.includes(actor.agencyId) || actor.breakGlassId !== undefined;
  return actor.capacity === 'job';
}
