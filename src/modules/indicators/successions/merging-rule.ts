import type { Input, LeafKind } from '../editions/model.ts';

/** How the figure of a merged unit comes from those of its parts. */
export const mergingRules = ['sum', 'mean', 'weighted-mean', 'restart'] as const;
export type MergingRule = (typeof mergingRules)[number];

/** Where the file does not say it: what is counted is added; a yes says nothing of a larger unit; answers of a survey are weighed by who was asked. */
const ruleOfKind: Readonly<Record<LeafKind, MergingRule>> = {
  ratio: 'sum',
  count: 'sum',
  tiered: 'sum',
  'yes-no': 'restart',
  survey: 'weighted-mean',
};

/** Numbers that are shares or marks themselves: adding them means nothing. */
const notAdded: ReadonlySet<Input['unit']> = new Set(['percent', 'point']);

/** What the rule of an indicator depends on. */
export interface MergedFigure {
  readonly kind: LeafKind | undefined;
  readonly merged: MergingRule | undefined;
  readonly mergedBy: string | undefined;
  readonly inputs: readonly Pick<Input, 'unit'>[];
}

/** The rule that the file gives, else the one of the indicator's kind, else what its inputs allow. */
export function mergingRuleOf({ merged, kind, inputs, mergedBy }: MergedFigure): MergingRule {
  const rule = merged ?? (kind === undefined ? ruleOfInputs(inputs) : ruleOfKind[kind]);
  // Without a base nothing can be weighed.
  return rule === 'weighted-mean' && mergedBy === undefined ? 'mean' : rule;
}

function ruleOfInputs(inputs: MergedFigure['inputs']): MergingRule {
  if (inputs.some(({ unit }) => unit === 'yes-no')) return 'restart';
  return inputs.some(({ unit }) => notAdded.has(unit)) ? 'mean' : 'sum';
}

/** Whether numbers of this unit may be added. */
export const isAdded = (unit: Input['unit']): boolean => unit !== 'yes-no' && !notAdded.has(unit);
