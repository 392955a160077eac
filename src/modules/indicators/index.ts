/** The door of the room: what the rooms declare, counted from the journal. */
export { type AggregateFacts, aggregateMeasures } from './aggregates/aggregate-measures.ts';
export { takeAggregates } from './aggregates/take-aggregates.ts';
export { countMeasures, rebuildMeasures } from './counting/count-measures.ts';
export { outdateMeasures } from './counting/generations.ts';
export { type MeasureRow, measureState, readMeasures, rollUpMeasures } from './counting/read-measures.ts';
export type { DefinitionFiles } from './definitions/files.ts';
export { loadDefinitions } from './definitions/load-definitions.ts';
export { type DefinitionsPublished, publishDefinitions } from './definitions/publish-definitions.ts';
export { describeImport, importIndex } from './importing/import-index.ts';
export { describeTotals, totalTable } from './importing/total-table.ts';
export { indicatorsMerging } from './merging.ts';
export { type Basis as PublicBasis, IndicatorReader } from './queries/indicator-reader.ts';
export { demoFiguresInParts } from './reporting/demo-figures.ts';
export { watchReports } from './reporting/jobs/watch-reports.ts';
export { reportingRoutes } from './reporting/routes.tsx';
export { figureHeads, figuresWithoutStream } from './reporting/store.ts';
export { countReports, listOwedReports } from './reporting/waiting.ts';
export { indicatorRoutes } from './routes.tsx';
