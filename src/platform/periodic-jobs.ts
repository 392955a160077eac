import type { Database } from './database.ts';

/** Background work that is done again and again: idempotent, so that a run cut off by `kill -9` is simply done once more. */
export interface PeriodicJob {
  readonly name: string;
  /** Real time between the end of one run and the start of the next. */
  readonly everyMs: number;
  run(): Promise<unknown>;
}

export interface JobReporter {
  failed(name: string, error: unknown): void;
}

/**
 * A job under way holds one connection for its lock and takes others for its work. Were there as many jobs as connections, all of them would wait
 * for each other; so each has three.
 */
const connectionsOfOneJob = 3;

/** A job that fails again for the same reason says so again after this long; a database that is away for a night must not fill the disk with words. */
const sameAgainMs = 10 * 60_000;

/**
 * Runs each job in this process while it holds the job's advisory lock, so that of several servers one does the work. Of many jobs that are due
 * together, some wait for their turn. A failure is reported, once for each reason, and tried again at the next turn. Returns how to stop: it waits for the runs under way.
 */
export function startPeriodicJobs(
  database: Database,
  jobs: readonly PeriodicJob[],
  reporter: JobReporter,
): () => Promise<void> {
  const stopping = new AbortController();
  const places = placesFor(Math.max(1, Math.floor(database.poolSize.job / connectionsOfOneJob)));
  const loops = jobs.map((job) => loop(database, job, places, reporter, stopping.signal));
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
}

async function loop(
  database: Database,
  job: PeriodicJob,
  places: Places,
  reporter: JobReporter,
  stop: AbortSignal,
): Promise<void> {
  let said: { readonly what: string; readonly at: number } | undefined;
  while (!stop.aborted) {
    try {
      await places(async () => {
        if (!stop.aborted) await runIfFree(database, job);
      });
      said = undefined;
    } catch (error) {
      const what = String(error);
      const isNews = said?.what !== what || performance.now() - said.at > sameAgainMs;
      if (!stop.aborted && isNews) {
        reporter.failed(job.name, error);
        said = { what, at: performance.now() };
      }
    }
    await pause(job.everyMs, stop);
  }
}

type Places = (work: () => Promise<void>) => Promise<void>;

/** So many at once; whoever comes later waits, in the order of coming. */
function placesFor(most: number): Places {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (taken === most) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken += 1;
    try {
      await work();
    } finally {
      // Whoever waits takes the place over; it is free only when nobody does.
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next();
    }
  };
}

/** The lock lives as long as the transaction that took it, and so never outlives a killed process. */
function runIfFree(database: Database, job: PeriodicJob): Promise<void> {
  return database.read({ capacity: 'job', name: job.name }, async (tx) => {
    const { free } = await tx.row<{ free: boolean }>('select pg_try_advisory_xact_lock(hashtext($1)) as free', [
      `cuaso job ${database.schema} ${job.name}`,
    ]);
    if (free) await job.run();
  });
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    stop.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
