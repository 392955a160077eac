export { communeChoices, type FilingDeps } from './deps.ts';
export { type DraftHead, draftDays } from './draft.ts';
export { listDrafts } from './draft-store.ts';
export { filingErrors } from './errors.ts';
export { deleteExpiredDrafts } from './operations/discard-drafts.ts';
export { filingRoutes } from './routes.tsx';
