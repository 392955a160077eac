import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { findWaiting, recordScan, selectWaiting, type WaitingPaper } from '../store.ts';

const scanJob = { capacity: 'job', name: 'paper-scan' } as const;

/**
 * Scans one paper now; throws when malware was found, with what is known of the content, and leaves the paper waiting when the scanner does
 * not answer.
 */
export async function scanPaper(
  deps: PaperDeps,
  id: Id<'paper'>,
  known: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const waiting = await deps.database.read(scanJob, (tx) => findWaiting(tx, id));
  if (waiting !== undefined && (await judge(deps, waiting)) === 'infected')
    throw paperErrors.infected({ detail: { paper: id, ...known } });
}

/** For the job: scans what still waits, oldest first, and stops at the first silence of the scanner. Returns how many were judged. */
export async function scanWaitingPapers(deps: PaperDeps, limit = 100): Promise<number> {
  const waiting = await deps.database.read(scanJob, (tx) => selectWaiting(tx, limit));
  let judged = 0;
  for (const paper of waiting) {
    if ((await judge(deps, paper)) === 'unavailable') break;
    judged++;
  }
  return judged;
}

async function judge(deps: PaperDeps, paper: WaitingPaper): Promise<'clean' | 'infected' | 'unavailable'> {
  const result = await deps.scanner.scan(await deps.files.open(paper.storageKey));
  if (result.verdict === 'unavailable') return 'unavailable';
  const finding = result.verdict === 'infected' ? result.finding : undefined;
  const changed = await deps.database.transact(scanJob, (tx) =>
    recordScan(tx, paper.id, result.verdict, finding, deps.clock.real()),
  );
  // Two scans of one paper may end at the same time; the owner is told once.
  if (changed === 1 && result.verdict === 'infected') await deps.onInfected?.(paper);
  return result.verdict;
}
