/** The door of the room: what other rooms and the composition may use. */

export { apologyOf, groundsOf } from './citizen-history.ts';
export type {
  AgencyInfo,
  DecisionInput,
  DocumentInput,
  DocumentPort,
  DossierDeps,
  LoadedDossier,
  OfficerInfo,
  SignerPort,
} from './deps.ts';
export { dossierErrors } from './errors.ts';
export { evolve } from './evolve.ts';
export type { DossierEvent, FactsOf } from './facts.ts';
export { type RebuildReport, rebuildDossiers } from './jobs/rebuild-dossiers.ts';
export { recomputeDueDates } from './jobs/recompute-due-dates.ts';
export { takeOverFromLeavers } from './jobs/take-over-from-leavers.ts';
export { watchDeadlines } from './jobs/watch-deadlines.ts';
export { dossierMeasures } from './measures.ts';
export { dossiersMerging } from './merging.ts';
export * from './model.ts';
export type { OneStopForm } from './one-stop-forms.ts';
export { acceptDossier } from './operations/accept-dossier.ts';
export { assignDossier, transferDossier } from './operations/assign-dossier.ts';
export { type Erased, eraseDossier } from './operations/erase-dossier.ts';
export { handOverResult } from './operations/hand-over-result.ts';
export { type ImportDeps, type ImportedDossier, importDossiers } from './operations/import-dossiers.ts';
export { proposeDecision, returnToStep } from './operations/propose-decision.ts';
export { refuseIntake } from './operations/refuse-intake.ts';
export {
  approveSupplement,
  expireSupplement,
  rejectSupplement,
  requestSupplement,
} from './operations/request-supplement.ts';
export { reserveNumbers } from './operations/reserve-numbers.ts';
export { confirmPayment, requestPayment } from './operations/settle-payment.ts';
export { completeSigning, prepareDecision, prepareIssue, signNow } from './operations/sign-decision.ts';
export { endDossier, extendDossier, recallResult, resumeDossier, stopDossier } from './operations/stop-dossier.ts';
export {
  dossierCode,
  type SubmitInput,
  type Submitted,
  type SubmittedParty,
  submitDossier,
} from './operations/submit-dossier.ts';
export { type SuccessionReport, succeedDossiers } from './operations/succeed-dossiers.ts';
export { supplementDossier } from './operations/supplement-dossier.ts';
export { rateDossier, withdrawDossier } from './operations/withdraw-dossier.ts';
export { mayOpen, refusal, rules } from './policy.ts';
export { type CountedDossier, listCountedDossiers } from './queries/counted-dossiers.ts';
export { listCodesForAudit, listDossierCodes } from './queries/dossier-codes.ts';
export { describeForNotices } from './queries/dossiers-for-notices.ts';
export { dossierHeads, dossiersWithoutStream } from './queries/journal-heads.ts';
export { type DueState, dueState, nextDeadline, type StatusCode, statusNames, statusOfPhase } from './status.ts';
export { countOpenDossiers, findDossierForGround, keyPurpose as dossierKeyPurpose } from './store.ts';
export { TrackGuesses } from './track-guesses.ts';
export { possibleActions, transitions } from './transitions.ts';
