import type { ProvinceFacts } from '../modules/catalogue/index.ts';
import { deleteExpiredDrafts, type FilingDeps } from '../modules/dossiers/filing/index.ts';
import type { DossierDeps } from '../modules/dossiers/index.ts';
import { countMeasures, demoFiguresInParts, watchReports } from '../modules/indicators/index.ts';
import {
  discardForsakenPapers,
  type PaperDeps,
  removeForsakenContents,
  scanWaitingPapers,
} from '../modules/papers/index.ts';
import { openStaging } from '../modules/papers/uploads/resumable-routes.ts';
import { demoPastInParts } from '../modules/progress/index.ts';
import { publicActor } from '../platform/actor.ts';
import { OffsetClock } from '../platform/clock.ts';
import { makeDailyRoots } from '../platform/journal-roots.ts';
import type { PeriodicJob } from '../platform/periodic-jobs.ts';
import { dateOf } from '../platform/text.ts';
import { declaredMeasures } from './measures.ts';
import { demoStartOf, type OpenProvince } from './open-province.ts';

/** What goes on in the background; each run leaves the world right wherever it is cut off. */
export function periodicJobs(
  { config, database, clock, keys }: OpenProvince,
  facts: ProvinceFacts,
  filing: FilingDeps,
  papers: PaperDeps,
  dossiers: DossierDeps,
): readonly PeriodicJob[] {
  const minute = 60_000;
  return [
    // The demo's clock is moved by `cuaso clock`, in another process.
    ...(clock instanceof OffsetClock
      ? [{ name: 'business-clock', everyMs: 2000, run: () => followClock(database, clock) }]
      : []),
    { name: 'measures', everyMs: 500, run: () => countMeasures(database, declaredMeasures) },
    ...(config.mode === 'demo' && facts.samplePast !== undefined
      ? [
          { name: 'demo-figures', everyMs: 500, run: demoFigures(database, facts, clock) },
          {
            name: 'demo-past',
            everyMs: 500,
            run: demoPastInParts({
              database,
              vault: keys.vault,
              provinceCode: facts.code,
              until: demoStartOf(Temporal.PlainDate.from(facts.settingDate)),
              recordedAt: clock.real(),
              ...facts.samplePast,
            }),
          },
        ]
      : []),
    { name: 'report-watch', everyMs: minute, run: () => watchReports({ database, clock }) },
    { name: 'scan-papers', everyMs: 10_000, run: () => scanWaitingPapers(papers) },
    { name: 'upload-expiry', everyMs: 60 * minute, run: () => openStaging(papers).deleteExpired() },
    { name: 'forsaken-papers', everyMs: 60 * minute, run: () => discardForsakenPapers(papers) },
    { name: 'forsaken-contents', everyMs: 24 * 60 * minute, run: () => removeForsakenContents(papers, clock.real()) },
    { name: 'draft-expiry', everyMs: 60 * minute, run: () => deleteExpiredDrafts(filing) },
    {
      name: 'journal-root',
      everyMs: 60 * minute,
      run: () =>
        makeDailyRoots(
          database,
          keys.derive('journal root'),
          dateOf(clock.real()),
          clock.real(),
          dossiers.signers.timeStamp,
        ),
    },
  ];
}

function demoFigures(
  database: OpenProvince['database'],
  { samplePast, settingDate }: ProvinceFacts,
  clock: OpenProvince['clock'],
): () => Promise<number> {
  const [first] = (samplePast?.onlinePercent ?? []).map(({ month }) => month).sort((a, b) => a.localeCompare(b));
  if (first === undefined) return async () => 0;
  return demoFiguresInParts({
    database,
    figures: samplePast?.figures ?? [],
    from: Temporal.PlainYearMonth.from(first),
    until: demoStartOf(Temporal.PlainDate.from(settingDate)),
    recordedAt: clock.real(),
  });
}

async function followClock(database: OpenProvince['database'], clock: OffsetClock): Promise<void> {
  const { offset } = await database.read(publicActor, (tx) =>
    tx.row<{ offset: number }>('select business_offset_ms as "offset" from province_state'),
  );
  clock.follow(offset);
}
