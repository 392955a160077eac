/** The door of the room: what other rooms may use. */
export { assertCsrfToken } from './csrf.ts';
export type { IdentityDeps, IdentityPorts } from './deps.ts';
export { identityErrors } from './errors.ts';
export { requireCitizen, requireRecentAuthentication, requireStaff, roleNames } from './guards.ts';
export { identityHttp, redirectFor } from './http.ts';
export { pageOf } from './keeping.ts';
export { typedIn } from './kept-forms.ts';
export { identityMerging } from './merging.ts';
export {
  ageOn,
  type BirthPrecision,
  type Delegation,
  type DelegationForm,
  type DocumentKind,
  delegationCovers,
  formatBirth,
  type Gender,
  type IdentityDocument,
  isDocumentNumber,
  isHeldOn,
  normalizeDocumentNumber,
  type Organisation,
  type PersonFacts,
  type Position,
  parseBirth,
} from './model.ts';
export { loadPeople, personIdOf, positionIdOf, readPeopleFile, staffSubjectOf } from './operations/load-people.ts';
export { type Read, readPurposes, recordRead } from './operations/record-read.ts';
export type { PeopleFile } from './people-file.ts';
export { identityHeads, identityRowsWithoutStream } from './queries/journal-heads.ts';
export { findOwnOpening, listOwnOpenings, type OpeningListing } from './queries/openings.ts';
export { reportRefusal } from './refusal-reports.ts';
export { sessionOf } from './request-session.ts';
export { safeReturnPath } from './return-path.ts';
export { sandboxCitizens, sandboxOfficers } from './sandbox-people.ts';
export type { LiveSession } from './sessions.ts';
export type { IssuerSettings, Issuers } from './sign-in.ts';
export {
  certificateSubjectOf,
  findDelegation,
  findOrganisation,
  findPersonByDocument,
  findPersonFacts,
  findPosition,
  getPersonFacts,
  getPosition,
  involveAgencies,
  listDelegationsTo,
  listEndedPositions,
  listOrganisationsOf,
  listPersonFacts,
  listPositions,
  listPositionsByIds,
  listPositionsOfAgency,
  listWards,
  type NewPerson,
  officersOf,
  type PaperInHand,
  registerPerson,
  type Ward,
} from './store.ts';
