import type { HomeProgress } from '../catalogue/index.ts';
import type { ProgressTarget } from './pages/progress-page.tsx';
import type { ProgressReader } from './queries/progress.ts';

/** The province's figures for the home page; none while there is no dossier. */
export function homeProgress(
  reader: ProgressReader,
  target?: ProgressTarget,
): () => Promise<{ stamp: string; progress: HomeProgress | undefined }> {
  return async () => {
    const { stamp, province } = await reader.current();
    return {
      stamp,
      progress: province === undefined || province.all.received === 0 ? undefined : { ...province.all, target },
    };
  };
}
