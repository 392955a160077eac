import { leave, type TableRules } from '../../platform/merging/index.ts';

/** How the room's tables are taken in when another province is merged into this one. */
export const progressMerging: TableRules = {
  progress_state: leave('says whether the invented past of this province was made'),
};
