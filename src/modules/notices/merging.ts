import { type TableRules, take } from '../../platform/merging/index.ts';

/** How the room's tables are taken in when another province is merged into this one. */
export const noticesMerging: TableRules = {
  notice: take({ persons: ['person_id'] }),
  notice_preference: take({ persons: ['person_id'], collision: 'keep' }),
};
