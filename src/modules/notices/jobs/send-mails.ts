import type { JobActor } from '../../../platform/actor.ts';
import { dateOf } from '../../../platform/text.ts';
import { findPersonFacts } from '../../identity/index.ts';
import type { NoticeDeps } from '../deps.ts';
import {
  closeMail,
  keepAttempt,
  listPreferences,
  takeWaitingMail,
  usualPreference,
  type WaitingMail,
} from '../store.ts';
import { mailOf } from '../texts.ts';

const job: JobActor = { capacity: 'job', name: 'notice-mail' };
/** Minutes after each failed attempt; together about a day. */
const waits = [1, 5, 20, 60, 180, 360, 720];

export interface SentReport {
  readonly sent: number;
  readonly failed: number;
}

/** Sends what waits. The next attempt is written down before each one, so that neither a crash nor a dead server makes a loop. */
export async function sendMails(deps: NoticeDeps): Promise<SentReport> {
  try {
    return await sendWaiting(deps);
  } finally {
    deps.mailer?.close();
  }
}

async function sendWaiting(deps: NoticeDeps): Promise<SentReport> {
  let sent = 0;
  let failed = 0;
  if (deps.mailer === undefined) return { sent, failed };
  for (;;) {
    const mail = await deps.database.transact(job, async (tx) => {
      const found = await takeWaitingMail(tx, deps.clock.real());
      if (found === undefined) return undefined;
      const wait = waits[found.attempts] ?? waits.at(-1) ?? 720;
      await keepAttempt(tx, found.id, found.attempts + 1, deps.clock.real().add({ minutes: wait }));
      return found;
    });
    if (mail === undefined) return { sent, failed };
    const outcome = await attempt(deps, mail);
    if (outcome === 'sent') sent += 1;
    if (outcome === 'failed') failed += 1;
    if (outcome === 'failed' && mail.attempts < waits.length) continue;
    const state = outcome === 'failed' ? 'given-up' : outcome === 'sent' ? 'sent' : 'none';
    await deps.database.transact(job, (tx) => closeMail(tx, mail.id, state, deps.clock.real()));
  }
}

async function attempt(deps: NoticeDeps, mail: WaitingMail): Promise<'sent' | 'failed' | 'no-address'> {
  const { address, language } = await deps.database.read(job, async (tx) => ({
    address: (await findPersonFacts(tx, mail.personId, dateOf(deps.clock.business())))?.email,
    language: ((await listPreferences(tx, [mail.personId])).get(mail.personId) ?? usualPreference).language,
  }));
  if (address === undefined) return 'no-address';
  try {
    await deps.mailer?.send({
      to: address,
      ...mailOf(mail, language, deps.publicUrl),
      messageId: `<${mail.id}@${new URL(deps.publicUrl).hostname}>`,
    });
    return 'sent';
  } catch {
    // The fault of a mail server may repeat the address, so it goes into no log; the row says how often it was tried.
    return 'failed';
  }
}
