import { describe, expect, it } from 'vitest';
import { actions, phases } from './model.ts';
import { nextPhase, possibleActions, transitions } from './transitions.ts';

describe('the table of phases and actions', () => {
  it('says something of every phase and every action', () => {
    expect(Object.keys(transitions)).toEqual([...phases]);
    for (const row of Object.values(transitions))
      expect(Object.keys(row).sort()).toEqual(actions.filter((action) => action !== 'file').sort());
  });

  it('lets nobody act on what is over, but for rating, erasing and the custody', () => {
    expect(possibleActions('returned')).toEqual(['succeed', 'erase', 'rate']);
    expect(possibleActions('refused-intake')).toEqual(['succeed', 'erase', 'rate']);
    expect(possibleActions('withdrawn')).toEqual(['succeed', 'erase']);
  });

  it('reaches every phase from filing', () => {
    const reached = new Set(['filed']);
    for (let grew = true; grew; ) {
      grew = false;
      for (const phase of phases.filter((each) => reached.has(each))) {
        for (const action of possibleActions(phase)) {
          const next = nextPhase(phase, action, phase);
          if (next !== undefined && !reached.has(next)) grew = reached.add(next) !== undefined;
        }
      }
    }
    // The head's approval of a second list is decided by the count of lists, not by the table.
    expect([...phases].filter((phase) => !reached.has(phase))).toEqual(['supplement-approval']);
  });
});
