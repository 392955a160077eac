import type { StaffActor } from '../../../../platform/actor.ts';
import type { Clock } from '../../../../platform/clock.ts';
import { type Database, isUniqueViolation, type Tx } from '../../../../platform/database.ts';
import { dateOf } from '../../../../platform/text.ts';
import { indicatorErrors } from '../../errors.ts';
import { type ReportForm, readCommittees, readForm } from '../office.ts';
import { mayDeclare } from '../policy.ts';
import { type Answer, type AnswerFault, readAnswer, type TypedAnswer } from '../read-answer.ts';
import { writeReport } from '../store.ts';
import { faultWords } from '../texts.ts';

export interface ReportingDeps {
  readonly database: Database;
  readonly clock: Clock;
}

export interface Declaration {
  /** First day of the month that the form is about. */
  readonly month: Temporal.PlainDate;
  /** By figure; those left out are not answered. */
  readonly answers: ReadonlyMap<string, TypedAnswer>;
  /** The officer looked again at numbers that are more than their whole. */
  readonly confirmed: boolean;
}

export type DeclarationOutcome =
  | { readonly kind: 'done'; readonly count: number }
  /** Nothing was written. `doubts` may be confirmed, `faults` not. */
  | { readonly kind: 'faults'; readonly faults: readonly AnswerFault[]; readonly doubts: readonly AnswerFault[] };

/** Declares all answered figures of the actor's agency at once, or none. */
export async function declareFigures(
  { database, clock }: ReportingDeps,
  actor: StaffActor,
  declaration: Declaration,
): Promise<DeclarationOutcome> {
  const business = clock.business();
  const times = { business, real: clock.real(), today: dateOf(business) };
  const attempt = () =>
    database.transact(actor, async (tx): Promise<DeclarationOutcome> => {
      const form = await assertForm(tx, actor, declaration.month, times.today);
      const { answers, faults, doubts } = readAll(form, declaration);
      if (faults.length > 0 || (doubts.length > 0 && !declaration.confirmed)) return { kind: 'faults', faults, doubts };
      // In one order, so that two officers at once do not wait for each other crosswise.
      for (const [figure, answer] of [...answers].sort(([a], [b]) => a.localeCompare(b))) {
        const duty = form.duties.find(({ definition }) => definition.key === figure);
        if (duty === undefined) continue;
        const after = form.stands.get(figure)?.version ?? 0;
        const newEvidence = form.waitingEvidence.get(figure)?.filter(({ scanState }) => scanState === 'clean');
        await writeReport(
          tx,
          { figure, unitId: form.unit.id, period: duty.period, after, ...answer, state: 'declared', newEvidence },
          times,
        );
      }
      return { kind: 'done', count: answers.size };
    });
  // Somebody was faster in the same moment: read again, it shows as what stands now.
  return attempt()
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      return attempt();
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? indicatorErrors.changedMeanwhile({ cause: error }) : error;
    });
}

async function assertForm(
  tx: Tx,
  actor: StaffActor,
  month: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Promise<ReportForm> {
  const form = await readForm(tx, actor, month, today);
  if (form === undefined) throw indicatorErrors.nothingToReport();
  if (!mayDeclare(actor, await readCommittees(tx, form.unit.id, today))) throw indicatorErrors.notYours();
  return form;
}

function readAll(form: ReportForm, { answers: typed }: Declaration) {
  const answers = new Map<string, Answer>();
  const faults: AnswerFault[] = [];
  for (const { definition } of form.duties) {
    const given = typed.get(definition.key);
    if (given === undefined) continue;
    const waiting = form.waitingEvidence.get(definition.key);
    const read = readAnswer(definition, given, form.stands.get(definition.key), waiting);
    if (read.kind === 'answer') answers.set(definition.key, read.answer);
    if (read.kind === 'faults') faults.push(...read.faults);
  }
  return { answers, faults, doubts: doubtsOf(form, answers) };
}

/** A part that is more than its whole, where one of the two is being declared. */
function doubtsOf({ duties, stands, before, parts }: ReportForm, answers: ReadonlyMap<string, Answer>): AnswerFault[] {
  const valueIn = (figure: string) =>
    answers.has(figure) ? answers.get(figure)?.value : (stands.get(figure) ?? before.get(figure))?.value;
  return parts.flatMap(({ part, base }) => {
    const [value, most] = [valueIn(part), valueIn(base)];
    const name = duties.find(({ definition }) => definition.key === base)?.definition.name;
    const declared = [part, base].find((figure) => answers.has(figure));
    if (declared === undefined || name === undefined || value === undefined || most === undefined || value <= most)
      return [];
    return [{ figure: part, field: 'value' as const, words: faultWords.moreThanBase(name, most) }];
  });
}
