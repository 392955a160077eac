import { type TableRules, take } from '../../platform/merging/index.ts';

/** How the room's tables are taken in when another province is merged into this one; papers of drafts stay behind with the drafts. */
export const papersMerging: TableRules = {
  paper: take({ persons: ['owner_person'], personLists: ['persons'], where: 't.dossier_id is not null' }),
  issued_result: take({ personLists: ['persons'] }),
  trusted_authority: take({ collision: 'keep' }),
};
