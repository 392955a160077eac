/** The door of the room: what other rooms may use. */

export type { ProvinceFault } from '../../platform/yaml-source.ts';
export {
  addWorkingMinutes,
  addWorkingTime,
  answerDue,
  handOverDue,
  isCovered,
  isWorkingDay,
  nextWorkingDay,
  type WorkingCalendar,
  workingMinutesBetween,
} from './calendar.ts';
export { catalogueErrors } from './errors.ts';
export { catalogueMerging } from './merging.ts';
export type {
  Certainty,
  Competence,
  Fee,
  FiledFor,
  PaperRequirement,
  ProcedureContent,
  ProcedureStep,
  ProcedureVersion,
  ResultDefinition,
  TimeLimit,
} from './model.ts';
export type { HomeProgress } from './pages/home-page.tsx';
export { checkProvince, formatFault, type ProvinceCheck } from './province/check-province.ts';
export { loadProvince, type ProvinceFiles, type ProvinceLoad, readSettingDate } from './province/load-province.ts';
export {
  assertVersionsIntact,
  type PublishReport,
  publishProvince,
  withdrawProcedures,
} from './province/publish-province.ts';
export { CatalogueReader, type PublishedCatalogue, type PublishedProcedure } from './queries/published-catalogue.ts';
export { type CatalogueRoutesDeps, catalogueRoutes } from './routes.tsx';
export {
  type FieldOfWork,
  findProcedureInForce,
  findProcedureVersion,
  getCalendar,
  getProcedureVersion,
  type LifeEvent,
  listFields,
  listLifeEvents,
  listProcedures,
  listProcedureVersions,
  listProvinces,
  listReasons,
  listSynonyms,
  type ProvinceFacts,
  type Reason,
  type SampleFigure,
  type SamplePast,
  type Synonym,
} from './store.ts';
