export { platformMerging } from './platform-rules.ts';
export { leave, type MergingFacts, type TableRule, type TableRules, type TakeRule, take } from './table-rule.ts';
