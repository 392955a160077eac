import type { HomeProgress } from '../catalogue/index.ts';
import { noFigures } from './model.ts';
import type { ProgressTarget } from './pages/progress-page.tsx';
import type { ProgressReader } from './queries/progress.ts';

/** The province's figures for the home page; none while there is no dossier. */
export function homeProgress(
  reader: ProgressReader,
  target?: ProgressTarget,
): () => Promise<{ stamp: string; progress: HomeProgress | undefined }> {
  return async () => {
    const { stamp, province } = await reader.current();
    const { received = 0, online, onlineAlone, finished, onTime } = province?.all ?? noFigures;
    if (received === 0 || online === undefined) return { stamp, progress: undefined };
    // A share of which one part is not public is not told at all.
    const settled = finished === undefined || onTime === undefined ? { finished: 0, onTime: 0 } : { finished, onTime };
    return { stamp, progress: { received, online, onlineAlone, ...settled, target } };
  };
}
