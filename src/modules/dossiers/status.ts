import type { Words } from '../../platform/errors.ts';
import type { DossierState, Phase } from './model.ts';

/** The ten national status codes (mã trạng thái hồ sơ), computed. A paused dossier is never reported as settled. */
export type StatusCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export const statusOfPhase: Readonly<Record<Phase, StatusCode>> = {
  filed: 1,
  'supplement-before-acceptance': 5,
  accepted: 2,
  examining: 4,
  'supplement-approval': 4,
  supplement: 5,
  payment: 6,
  deciding: 4,
  issuing: 4,
  stopped: 8,
  settled: 9,
  returned: 10,
  'refused-intake': 3,
  withdrawn: 7,
};

export const statusNames: Readonly<Record<StatusCode, Words>> = {
  1: { vi: 'Mới đăng ký', en: 'Newly filed' },
  2: { vi: 'Được tiếp nhận', en: 'Taken in' },
  3: { vi: 'Không được tiếp nhận', en: 'Not taken in' },
  4: { vi: 'Đang xử lý', en: 'In process' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn by the citizen' },
  8: { vi: 'Dừng xử lý', en: 'Processing stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Processed' },
  10: { vi: 'Đã trả kết quả', en: 'Result returned' },
};

export type DueState = 'none' | 'on-time' | 'due-soon' | 'overdue' | 'paused' | 'done-on-time' | 'done-late';

/** What tells whether an office is late. */
export type DueFacts = Pick<DossierState, 'phase' | 'answerBy' | 'dueAt' | 'settledAt'>;

/** What the office owes next: the answer to a new dossier, or the result by the appointment. */
export function nextDeadline(state: DueFacts): Temporal.Instant | undefined {
  if (state.phase === 'filed') return Temporal.Instant.from(state.answerBy);
  return state.dueAt === undefined ? undefined : Temporal.Instant.from(state.dueAt);
}

/** trong hạn, sắp đến hạn (a working day or less left, or two hours of the answer), quá hạn. A pause stops the clock. */
export function dueState(state: DueFacts, now: Temporal.Instant): DueState {
  const paused =
    state.phase === 'supplement' ||
    state.phase === 'payment' ||
    state.phase === 'stopped' ||
    state.phase === 'supplement-before-acceptance';
  if (paused) return 'paused';
  if (state.settledAt !== undefined) {
    if (state.dueAt === undefined) return 'none';
    return Temporal.Instant.compare(Temporal.Instant.from(state.settledAt), Temporal.Instant.from(state.dueAt)) <= 0
      ? 'done-on-time'
      : 'done-late';
  }
  const deadline = nextDeadline(state);
  if (deadline === undefined || state.phase === 'refused-intake' || state.phase === 'withdrawn') return 'none';
  if (Temporal.Instant.compare(now, deadline) > 0) return 'overdue';
  const soon = state.phase === 'filed' ? 2 : 24;
  return deadline.since(now).total('hours') <= soon ? 'due-soon' : 'on-time';
}
