import { dossierMeasures } from '../modules/dossiers/index.ts';
import { aggregateMeasures } from '../modules/indicators/index.ts';
import { progressMeasures } from '../modules/progress/index.ts';
import type { StreamMeasures } from '../platform/measures.ts';

/** What every room declares to be counted. */
export const declaredMeasures: readonly StreamMeasures[] = [dossierMeasures, aggregateMeasures];

/** Names of all that is counted: what an indicator may refer to. */
export const measureKeys: ReadonlySet<string> = new Set(
  declaredMeasures.flatMap(({ measures }) => measures.map(({ key }) => key)),
);

/** What is declared of each measure, how much of what is counted is invented, and what is shown whatever a province's indicators are. */
export const measureFacts = {
  always: progressMeasures,
  declared: declaredMeasures.flatMap(({ measures }) => measures),
  sample: { synthetic: 'dossiers.synthetic', of: 'dossiers.received' },
};
