import type { JobActor } from '../../../platform/actor.ts';
import { fileErrors } from '../../../platform/files/index.ts';
import type { PaperDeps } from '../deps.ts';

const job: JobActor = { capacity: 'job', name: 'forsaken-contents' };
const keysAtOnce = 1000;
/** Between content and row lie seconds; a day leaves room for a process that stood still, and for taking over another province. */
const youngest = Temporal.Duration.from({ hours: 24 });
/** A crash leaves what was on its way. More than these, and more than a tenth of all, is another database over these files. */
const mostAfterCrashes = 100;

/**
 * Removes contents that nothing names: a process was killed between content and row, or between an erasure and its last step. Returns how many; refuses
 * (FIL-0005) to remove so many that the database cannot be the one of these files.
 */
export async function removeForsakenContents(
  deps: Pick<PaperDeps, 'database' | 'files'>,
  now: Temporal.Instant,
): Promise<number> {
  const before = now.subtract(youngest);
  await deps.files.removeUnfinished(before);
  const forsaken: string[] = [];
  let kept = 0;
  let asked: string[] = [];
  const ask = async () => {
    const keys = await deps.database.read(job, (tx) =>
      tx.rows<{ key: string }>('select key from forsaken_contents($1) as key', [asked]),
    );
    kept += asked.length - keys.length;
    forsaken.push(...keys.map(({ key }) => key));
    asked = [];
  };
  for await (const key of deps.files.list(before)) if (asked.push(key) === keysAtOnce) await ask();
  await ask();
  if (forsaken.length > Math.max(mostAfterCrashes, (kept + forsaken.length) / 10))
    throw fileErrors.unnamed({ detail: { forsaken: forsaken.length, kept } });
  let removed = 0;
  for (const key of forsaken) {
    // The key tells when it was made; taken over from elsewhere, it may lie here since a moment ago.
    if (!(await deps.files.liesSince(key, before))) continue;
    await deps.files.remove(key);
    removed++;
  }
  return removed;
}
