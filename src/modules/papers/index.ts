/** The door of the room: what other rooms and `src/app` may use. */
export { PaperViewer, type PaperViewerProps } from './components/paper-viewer.tsx';
export {
  faultFromQuery,
  ScanTag,
  SourceWords,
  UploadField,
  type UploadFieldProps,
  uploadInputId,
} from './components/upload-field.tsx';
export type { PaperDeps } from './deps.ts';
export { paperErrors } from './errors.ts';
export { Inspector } from './inspection/inspector.ts';
export { papersMerging } from './merging.ts';
export {
  type IssuedResult,
  limits as paperLimits,
  newVerificationCode,
  type Paper,
  type PublicResult,
  parseVerificationCode,
  type ScanState,
  showVerificationCode,
} from './model.ts';
export { type AttachInput, attachPapers, involveAgenciesInPapers } from './operations/attach-papers.ts';
export { discardDraftPapers, discardForsakenPapers } from './operations/discard-draft-papers.ts';
export { discardPaper } from './operations/discard-paper.ts';
export { erasePapers } from './operations/erase-papers.ts';
export { type OpenedPaper, openPaper, type PaperForm } from './operations/open-paper.ts';
export { receiveUpload, type UploadInput } from './operations/receive-upload.ts';
export { removeForsakenContents } from './operations/remove-forsaken-contents.ts';
export { type ReuseInput, reusePaper } from './operations/reuse-paper.ts';
export { scanWaitingPapers } from './operations/scan-papers.ts';
export {
  numberIssuedResult,
  type ResultInput,
  readResult,
  revokeResult,
  storeResult,
} from './operations/store-result.ts';
export { listOffers, type Offer } from './queries/offers.ts';
export {
  findResultByCode,
  findResultByHash,
  listPapers,
  listPapersWaitingAt,
  listResults,
  listStore,
  type PersonalStore,
} from './queries/papers.ts';
export { type PaperRoutesDeps, paperPages, paperRoutes } from './routes.tsx';
export { type ClamdOptions, ClamdScanner } from './scanning/clamd-scanner.ts';
export type { Scanner, ScanResult } from './scanning/scanner.ts';
export { type AuthorityTrust, keepTrust, listKeptTrust } from './trusted-authorities.ts';
