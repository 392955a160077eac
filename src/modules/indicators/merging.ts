import { leave, type TableRules, take } from '../../platform/merging/index.ts';

const counted = leave('counted again from the journal');

/** How the room's tables are taken in when another province is merged into this one. */
export const indicatorsMerging: TableRules = {
  measure_day: counted,
  measure_month: counted,
  measure_memory: counted,
  measure_record: counted,
  measure_state: counted,
  definition_version: leave('the indicators of the province that goes on hold'),
  // Under the units that they were reported for; what became of those the successions say.
  figure_report: take(),
  figure_standing: take(),
  evidence_place: leave('files that wait at reports are sent again'),
  report_told: leave('what is due after the merger is told again'),
};
