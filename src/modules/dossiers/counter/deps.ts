import type { PublishedCatalogue } from '../../catalogue/index.ts';
import type { FilingDeps } from '../filing/index.ts';

/** What the counter needs besides what filing needs; `src/app` puts it together. */
export interface CounterDeps extends FilingDeps {
  /** What is in force today, with its search. */
  catalogue(): Promise<PublishedCatalogue>;
}
