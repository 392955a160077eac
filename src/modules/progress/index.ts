/** The door of the room: figures of dossiers by unit and month, counted from the journal. */
export { demoPastInParts, importDemoPast } from './demo-past/import-demo-past.ts';
export { homeProgress } from './home-progress.ts';
export { progressMerging } from './merging.ts';
export type { ProgressTarget } from './pages/progress-page.tsx';
export { ProgressReader, progressMeasures } from './queries/progress.ts';
export { progressRoutes } from './routes.tsx';
