import type { Action, Phase } from './model.ts';

type Row = Readonly<Record<Exclude<Action, 'file'>, Phase | 'stay' | 'back' | undefined>>;
const no = undefined;

/**
 * Phases x actions, complete: the phase that an action leads to; `stay` where it changes nothing in the phase, `back` where it returns to
 * the phase it was asked from, `no` where it is not possible. `file` makes a dossier and so has no phase to come from.
 * Sources: Nghị định 61/2018, 45/2020 (art. 11, 12), and the ten national status codes; see README.md of this room.
 */
export const transitions: Readonly<Record<Phase, Row>> = {
  filed: row({
    accept: 'accepted',
    'refuse-intake': 'refused-intake',
    'request-supplement': 'supplement-before-acceptance',
    withdraw: 'withdrawn',
    transfer: 'stay',
    'request-payment': 'payment',
    recompute: 'stay',
    succeed: 'stay',
  }),
  'supplement-before-acceptance': row({
    supplement: 'back',
    'expire-supplement': 'refused-intake',
    withdraw: 'withdrawn',
    transfer: 'stay',
    succeed: 'stay',
  }),
  accepted: row({
    assign: 'examining',
    'request-supplement': 'supplement',
    withdraw: 'withdrawn',
    transfer: 'stay',
    stop: 'stopped',
    extend: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  examining: row({
    propose: 'deciding',
    'request-supplement': 'supplement',
    'request-payment': 'payment',
    'return-to-step': 'accepted',
    withdraw: 'withdrawn',
    transfer: 'stay',
    stop: 'stopped',
    extend: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  'supplement-approval': row({
    'approve-supplement': 'supplement',
    'reject-supplement': 'back',
    withdraw: 'withdrawn',
    transfer: 'stay',
    extend: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  supplement: row({
    supplement: 'back',
    'expire-supplement': 'refused-intake',
    withdraw: 'withdrawn',
    transfer: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  payment: row({
    'confirm-payment': 'back',
    withdraw: 'withdrawn',
    transfer: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  deciding: row({
    approve: 'issuing',
    refuse: 'issuing',
    'return-to-step': 'examining',
    withdraw: 'withdrawn',
    transfer: 'stay',
    stop: 'stopped',
    extend: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  issuing: row({
    issue: 'settled',
    'return-to-step': 'deciding',
    transfer: 'stay',
    extend: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  stopped: row({
    resume: 'back',
    end: 'settled',
    withdraw: 'withdrawn',
    transfer: 'stay',
    recompute: 'stay',
    succeed: 'stay',
  }),
  settled: row({ 'hand-over': 'returned', recall: 'deciding', transfer: 'stay', succeed: 'stay', rate: 'stay' }),
  returned: row({ succeed: 'stay', erase: 'stay', rate: 'stay' }),
  'refused-intake': row({ succeed: 'stay', erase: 'stay', rate: 'stay' }),
  withdrawn: row({ succeed: 'stay', erase: 'stay' }),
};

/** What an action leads to, or undefined when it is not possible in that phase. */
export function nextPhase(
  phase: Phase,
  action: Exclude<Action, 'file'>,
  cameFrom: Phase | undefined,
): Phase | undefined {
  const next = transitions[phase][action];
  if (next === 'stay') return phase;
  if (next === 'back') return cameFrom ?? 'filed';
  return next;
}

/** What can be done at all in a phase, whoever does it. */
export function possibleActions(phase: Phase): Exclude<Action, 'file'>[] {
  return (Object.keys(transitions[phase]) as Exclude<Action, 'file'>[]).filter(
    (action) => transitions[phase][action] !== undefined,
  );
}

function row(some: Partial<Row>): Row {
  return {
    accept: no,
    'refuse-intake': no,
    'request-supplement': no,
    'approve-supplement': no,
    'reject-supplement': no,
    supplement: no,
    'expire-supplement': no,
    assign: no,
    'request-payment': no,
    'confirm-payment': no,
    propose: no,
    'return-to-step': no,
    approve: no,
    refuse: no,
    issue: no,
    'hand-over': no,
    recall: no,
    withdraw: no,
    stop: no,
    resume: no,
    end: no,
    transfer: no,
    extend: no,
    recompute: no,
    succeed: no,
    erase: no,
    rate: no,
    ...some,
  };
}
