import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { consumeJournal, type Entry } from '../../../platform/journal.ts';
import { dateOf } from '../../../platform/text.ts';
import { listPersonFacts } from '../../identity/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { dossierOf, noticesOf } from '../derive.ts';
import type { NewNotice, NoticeDossier } from '../model.ts';
import { insertNotices, listPreferences, usualPreference } from '../store.ts';

const consumer = 'notices';
const batchSize = 1000;
/** News that is older when it is derived (a restored or imported journal) is no news: officers are spared it, people get it without a mail. */
const newsDays = 3;
/** Steps inside the office are told on the page; a mail for each would teach people to overlook mails. */
const pageOnly = new Set(['examining', 'supplement-received']);

/** Derives the notices of everything that is in the journal and not yet told; returns the number of entries read. */
export async function deriveNotices(deps: NoticeDeps): Promise<number> {
  let read = 0;
  for (;;) {
    const batch = await consumeJournal(deps.database, consumer, (tx, entries) => handle(tx, deps, entries), batchSize);
    read += batch;
    if (batch < batchSize) return read;
  }
}

async function handle(tx: Tx, deps: NoticeDeps, entries: readonly Entry[]): Promise<void> {
  const ids = [...new Set(entries.flatMap((entry) => dossierOf(entry) ?? []))];
  if (ids.length === 0) return;
  const dossiers = new Map((await deps.describeDossiers(tx, ids)).map((dossier) => [dossier.id, dossier]));
  const since = deps.clock.business().subtract({ hours: 24 * newsDays });
  const told = entries.flatMap((entry) => {
    const id = dossierOf(entry);
    const dossier = id === undefined ? undefined : dossiers.get(id);
    return dossier === undefined ? [] : noticesOf(entry, dossier).map((notice) => ({ notice, dossier }));
  });
  const isNews = (notice: NewNotice) => Temporal.Instant.compare(notice.at, since) >= 0;
  const wanted = told.filter(({ notice }) => notice.personId !== undefined || isNews(notice));
  if (wanted.length === 0) return;
  const reachable = await listReachable(tx, deps, wanted);
  const emailFrom = deps.clock.real();
  await insertNotices(
    tx,
    wanted.map(({ notice, dossier }) => ({
      ...notice,
      emailFrom:
        notice.personId !== undefined &&
        reachable.has(notice.personId) &&
        isNews(notice) &&
        !dossier.synthetic &&
        !pageOnly.has(notice.kind)
          ? emailFrom
          : undefined,
    })),
  );
}

/** Those who have an address and did not say no. */
async function listReachable(
  tx: Tx,
  deps: NoticeDeps,
  told: readonly { readonly notice: NewNotice; readonly dossier: NoticeDossier }[],
): Promise<ReadonlySet<Id<'person'>>> {
  if (deps.mailer === undefined) return new Set();
  const ids = [...new Set(told.flatMap(({ notice }) => notice.personId ?? []))];
  const preferences = await listPreferences(tx, ids);
  const people = await listPersonFacts(tx, ids, dateOf(deps.clock.business()));
  return new Set(
    people
      .filter(({ id, email }) => email !== undefined && (preferences.get(id) ?? usualPreference).email)
      .map(({ id }) => id),
  );
}
