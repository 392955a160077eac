import type { JobActor } from '../../../platform/actor.ts';
import { dateOf, type Language } from '../../../platform/text.ts';
import { listPersonFacts } from '../../identity/index.ts';
import type { NoticeDeps } from '../deps.ts';
import {
  type ClosedMail,
  closeMails,
  listPreferences,
  takeWaitingMails,
  usualPreference,
  type WaitingMail,
} from '../store.ts';
import { mailOf } from '../texts.ts';

const job: JobActor = { capacity: 'job', name: 'notice-mail' };
/** Minutes after each failed attempt; together about a day. */
const waits = [1, 5, 20, 60, 180, 360, 720];
/** So many may go out a second time, under the same Message-ID, when the process dies before it wrote down that they went. */
const batchSize = 20;

export interface SentReport {
  readonly sent: number;
  readonly failed: number;
}

/** Sends what waits, in rounds of one read and one write. */
export async function sendMails(deps: NoticeDeps): Promise<SentReport> {
  const report = { sent: 0, failed: 0 };
  if (deps.mailer === undefined) return report;
  try {
    for (;;) {
      const mails = await takeAddressed(deps);
      if (mails.length === 0) return report;
      const closed: ClosedMail[] = [];
      for (const mail of mails) {
        const outcome = await attempt(deps, mail);
        if (outcome === 'sent') report.sent += 1;
        if (outcome === 'failed') report.failed += 1;
        if (outcome === 'failed' && mail.attempts < waits.length) continue;
        closed.push({ id: mail.id, state: outcome === 'failed' ? 'given-up' : outcome === 'sent' ? 'sent' : 'none' });
      }
      await deps.database.transact(job, (tx) => closeMails(tx, closed, deps.clock.real()));
    }
  } finally {
    deps.mailer.close();
  }
}

type AddressedMail = WaitingMail & { readonly address: string | undefined; readonly language: Language };

/** Where to, and in which language, as it is now: both may have changed since the notice was written. */
function takeAddressed(deps: NoticeDeps): Promise<AddressedMail[]> {
  return deps.database.transact(job, async (tx) => {
    const mails = await takeWaitingMails(tx, deps.clock.real(), waits, batchSize);
    const ids = [...new Set(mails.map(({ personId }) => personId))];
    const [people, preferences] = await Promise.all([
      listPersonFacts(tx, ids, dateOf(deps.clock.business())),
      listPreferences(tx, ids),
    ]);
    const addresses = new Map(people.map(({ id, email }) => [id, email]));
    return mails.map((mail) => ({
      ...mail,
      address: addresses.get(mail.personId),
      language: (preferences.get(mail.personId) ?? usualPreference).language,
    }));
  });
}

async function attempt(deps: NoticeDeps, mail: AddressedMail): Promise<'sent' | 'failed' | 'no-address'> {
  if (mail.address === undefined) return 'no-address';
  try {
    await deps.mailer?.send({
      to: mail.address,
      ...mailOf(mail, mail.language, deps.publicUrl),
      messageId: `<${mail.id}@${new URL(deps.publicUrl).hostname}>`,
    });
    return 'sent';
  } catch {
    // The fault of a mail server may repeat the address, so it goes into no log; the row says how often it was tried.
    return 'failed';
  }
}
