import { type TableRules, take } from '../../platform/merging/index.ts';

/** How the room's tables are taken in when another province is merged into this one. Ids carry province and date: what is equal is the same. */
export const territoryMerging: TableRules = {
  unit: take({ collision: 'keep' }),
  unit_succession: take({ collision: 'keep' }),
  agency: take({
    collision: 'keep',
    // Nothing of the other province's agencies goes on under its old name.
    set: ({ today }) => ({ valid_to: `coalesce(t.valid_to, greatest('${today}'::date, t.valid_from + 1))` }),
  }),
  agency_succession: take({ collision: 'keep' }),
};
