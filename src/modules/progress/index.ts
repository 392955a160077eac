/** The door of the room: figures of dossiers by unit and month, counted from the journal. */
export { type DemoPastOptions, demoPastInParts, hasDemoPast, importDemoPast } from './demo-past/import-demo-past.ts';
export { progressErrors } from './errors.ts';
export { homeProgress } from './home-progress.ts';
export { countProgress, rebuildProgress } from './jobs/count-progress.ts';
export type { ProgressTarget } from './pages/progress-page.tsx';
export { ProgressReader } from './queries/progress.ts';
export { type ProgressRoutesDeps, progressRoutes } from './routes.tsx';
