import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { dateOf } from '../../../platform/text.ts';
import { lastMonth } from './model.ts';
import { type ReportForm, readCommittees, readForm } from './office.ts';
import type { ReportingDeps } from './operations/declare-figures.ts';
import { DeclarePage, type DeclarePageProps } from './pages/declare-page.tsx';
import { mayDeclare } from './policy.ts';
import { type ReportsWaiting, readReportsWaiting } from './waiting.ts';

/** As typed: a month that is not there gets the usual one. */
export interface MonthQuery {
  readonly ky?: unknown;
  readonly luu?: unknown;
}

export type Given = Pick<DeclarePageProps, 'typed' | 'faults' | 'doubts' | 'cellFaults' | 'fileFault' | 'saved'>;

/** Answers with the form of a month, as it stands or as it was just refused. */
export async function showForm(
  deps: ReportingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: StaffActor,
  month: Temporal.PlainDate,
  given: Given,
): Promise<FastifyReply> {
  const { form, may, today, waiting } = await loadForm(deps, actor, month);
  return reply.html(
    <DeclarePage
      language={request.language}
      csrf={request.csrfToken}
      form={form}
      month={month}
      latest={lastMonth(today)}
      today={today}
      mayDeclare={may}
      waiting={waiting}
      {...given}
    />,
  );
}

export async function loadForm(
  { database, clock }: ReportingDeps,
  actor: StaffActor,
  month: Temporal.PlainDate,
): Promise<{ form: ReportForm | undefined; may: boolean; today: Temporal.PlainDate; waiting: ReportsWaiting }> {
  const today = dateOf(clock.business());
  return database.read(actor, async (tx) => {
    const form = await readForm(tx, actor, month, today);
    const may = form !== undefined && mayDeclare(actor, await readCommittees(tx, form.unit.id, today));
    return { form, may, today, waiting: await readReportsWaiting(tx, actor, today) };
  });
}

/** `2022-09`; the last month that is over unless given, and never a later one. */
export function monthOf({ clock }: ReportingDeps, given: unknown): Temporal.PlainDate {
  const latest = lastMonth(dateOf(clock.business()));
  if (typeof given !== 'string' || !/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(given)) return latest;
  const month = Temporal.PlainDate.from(`${given}-01`);
  return Temporal.PlainDate.compare(month, latest) > 0 ? latest : month;
}

export function savedAt(month: Temporal.PlainDate, count: number): string {
  return `/mot-cua/so-lieu?ky=${month.toPlainYearMonth().toString()}&luu=${count}`;
}
