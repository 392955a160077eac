import { dossierMeasures } from '../modules/dossiers/index.ts';
import type { StreamMeasures } from '../platform/measures.ts';

/** What every room declares to be counted. */
export const declaredMeasures: readonly StreamMeasures[] = [dossierMeasures];
