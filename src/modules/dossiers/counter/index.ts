export type { CounterDeps } from './deps.ts';
export { deleteExpiredIntakes } from './operations/discard-intakes.ts';
export { ShareLine } from './pages/share-figure.tsx';
export { countOnlineShare, type OnlineShare } from './queries/online-share.ts';
export { counterRoutes } from './routes.tsx';
