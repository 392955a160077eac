import { leave, type TableRules } from '../../platform/merging/index.ts';

const counted = leave('counted again from the journal');

/** How the room's tables are taken in when another province is merged into this one. */
export const progressMerging: TableRules = {
  progress_day: counted,
  progress_month: counted,
  progress_dossier: counted,
  progress_state: counted,
};
