import type { Measure } from '../../../platform/measures.ts';

/** What is declared of the measures, and which tell how much is invented. */
export interface MeasureFacts {
  readonly declared: readonly Pick<Measure, 'key' | 'about' | 'partOf'>[];
  /** Shown whatever the indicators of a province are. */
  readonly always?: readonly string[];
  readonly sample: { readonly synthetic: string; readonly of: string };
}
