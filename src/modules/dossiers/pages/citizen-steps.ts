import { formatDateTime, type Language, say } from '../../../platform/text.ts';
import type { Step } from '../../../web/index.ts';
import type { ProcedureVersion } from '../../catalogue/index.ts';
import { whenWords } from '../due-words.ts';
import type { DossierState, Phase } from '../model.ts';

const words = {
  vi: {
    filed: 'Bạn đã nộp',
    check: 'Kiểm tra và tiếp nhận',
    result: 'Nhận kết quả',
    before: 'trước',
    due: 'Hẹn',
    paused: 'Thời hạn đang tạm dừng',
    ended: 'Đã kết thúc',
  },
  en: {
    filed: 'You filed',
    check: 'Checked and taken in',
    result: 'Your result',
    before: 'by',
    due: 'Due',
    paused: 'The time limit is paused',
    ended: 'Ended',
  },
} as const;

/** How far a phase is along the way: filed 0, taken in 1, then the steps of the procedure, then the result. */
function progressOf(phase: Phase, steps: ProcedureVersion['content']['steps']): number {
  const at = (kind: string, fallback: number) => {
    const index = steps.findIndex((step) => step.kind === kind);
    return 2 + (index < 0 ? fallback : index);
  };
  switch (phase) {
    case 'filed':
    case 'supplement-before-acceptance':
    case 'refused-intake':
      return 1;
    case 'accepted':
    case 'examining':
    case 'supplement':
    case 'supplement-approval':
    case 'payment':
    case 'stopped':
    case 'withdrawn':
      return at('examine', 0);
    case 'deciding':
      return at('decide', 0);
    case 'issuing':
      return at('issue', 0);
    case 'settled':
      return 2 + steps.length;
    case 'returned':
      return 3 + steps.length;
  }
}

/** The appointment moves by as long as these last, so a date said now would be wrong. */
const pausing: ReadonlySet<Phase> = new Set<Phase>(['supplement', 'payment', 'stopped']);

/** What was not reached is not shown as done. */
function endedEarly(state: DossierState, t: (typeof words)[Language], at: (text: string) => string): Step[] {
  return [
    { title: t.filed, text: at(state.filedAt), state: 'done' },
    ...(state.acceptedAt === undefined ? [] : [{ title: t.check, text: at(state.acceptedAt), state: 'done' as const }]),
    { title: t.ended, text: state.closedAt === undefined ? undefined : at(state.closedAt), state: 'now' },
  ];
}

/** The steps as the citizen sees them: done, now (with until when), to come. */
export function citizenSteps(
  state: DossierState,
  procedure: ProcedureVersion,
  now: Temporal.Instant,
  language: Language,
): Step[] {
  const t = words[language];
  const { steps } = procedure.content;
  const reached = progressOf(state.phase, steps);
  const at = (text: string) => formatDateTime(Temporal.Instant.from(text), language);
  if (state.phase === 'withdrawn' || state.phase === 'refused-intake') return endedEarly(state, t, at);
  const all: Omit<Step, 'state'>[] = [
    { title: t.filed, text: at(state.filedAt) },
    {
      title: t.check,
      text:
        state.acceptedAt === undefined
          ? `${t.before} ${whenWords(Temporal.Instant.from(state.answerBy), now, language)}`
          : at(state.acceptedAt),
    },
    ...steps.map((step) => ({ title: say(step.name, language) })),
    {
      title: t.result,
      text:
        (state.returnedAt ?? state.settledAt) !== undefined
          ? at(state.returnedAt ?? state.settledAt ?? '')
          : state.dueAt === undefined
            ? undefined
            : pausing.has(state.phase)
              ? t.paused
              : `${t.due} ${whenWords(Temporal.Instant.from(state.dueAt), now, language)}`,
    },
  ];
  return all.map((step, index) => ({
    ...step,
    state:
      index < reached
        ? 'done'
        : index === reached && state.closedAt === undefined
          ? 'now'
          : index === reached && state.phase === 'returned'
            ? 'done'
            : 'next',
  }));
}
