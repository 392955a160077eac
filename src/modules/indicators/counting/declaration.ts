import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import type { StreamMeasures } from '../../../platform/measures.ts';

/** What the engine keeps of a count: another list means that there is something to be counted anew. */
const keeps = ['day', 'month', 'record'];

/** Fingerprint of what is counted and how; words do not change it. */
export function declarationOf(declared: readonly StreamMeasures[]): string {
  const counted = declared.map(({ streamKind, version, measures, actions }) => ({
    streamKind,
    version,
    measures: measures.map(({ key, dimensions }) => ({ key, dimensions })),
    actions: [...actions].sort((a, b) => a.localeCompare(b)),
  }));
  return createHash('sha256').update(canonicalJson({ counted, keeps })).digest('hex');
}
