import type { StaffRole } from '../../platform/actor.ts';
import type { Phase } from './model.ts';

/** Who has to act next in each phase. */
export const roleOfPhase: Readonly<Record<Phase, StaffRole>> = {
  filed: 'reception',
  'supplement-before-acceptance': 'reception',
  accepted: 'reception',
  examining: 'specialist',
  'supplement-approval': 'leader',
  supplement: 'specialist',
  payment: 'specialist',
  deciding: 'leader',
  issuing: 'clerk',
  stopped: 'leader',
  settled: 'reception',
  returned: 'reception',
  'refused-intake': 'reception',
  withdrawn: 'reception',
};
