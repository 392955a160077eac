import { describe, expect, it } from 'vitest';
import { citizenHistory, groundsOf } from './citizen-history.ts';
import type { HistoryEntry } from './store.ts';

const entry = (action: HistoryEntry['action'], words?: string, facts: HistoryEntry['facts'] = {}): HistoryEntry => ({
  version: 1,
  action,
  capacity: 'staff',
  actorPerson: null,
  actorPosition: null,
  actorName: null,
  agencyId: null,
  at: Temporal.Instant.from('2022-10-10T08:00:00+07:00'),
  facts,
  personal: words === undefined ? undefined : { words },
});

const told = (history: readonly HistoryEntry[]) =>
  citizenHistory(history).map(({ action, personal }) => [action, personal?.['words'] ?? personal?.['notes']]);

describe('what the citizen may know of the history', () => {
  it('keeps what officers said to each other among them', () => {
    expect(
      told([
        entry('file'),
        entry('propose', 'Hồ sơ đáng ngờ.'),
        entry('return-to-step', 'Xem lại giúp.'),
        entry('transfer', 'Chuyển anh Liêm.'),
        entry('extend', 'Xin lỗi anh chị.'),
      ]),
    ).toEqual([
      ['file', undefined],
      ['propose', undefined],
      ['return-to-step', undefined],
      ['transfer', undefined],
      ['extend', 'Xin lỗi anh chị.'],
    ]);
  });

  it('tells a second list when the head agreed to it, not before, and never when the head did not', () => {
    const asked: HistoryEntry = {
      ...entry('request-supplement', undefined, { needsApproval: true }),
      personal: { notes: ['Thiếu trang 2'] },
    };
    expect(told([asked])).toEqual([]);
    expect(told([asked, entry('approve-supplement')])).toEqual([['request-supplement', ['Thiếu trang 2']]]);
    expect(told([asked, entry('reject-supplement', 'Không cần.')])).toEqual([]);
  });

  it('tells a refusal once it is numbered and sealed', () => {
    expect(told([entry('refuse', 'Chưa đủ điều kiện.')])).toEqual([]);
    expect(told([entry('refuse', 'Chưa đủ điều kiện.'), entry('issue')])).toEqual([
      ['refuse', 'Chưa đủ điều kiện.'],
      ['issue', undefined],
    ]);
  });

  it('finds the grounds by where the dossier is', () => {
    const history = [entry('stop', 'Chờ tòa án.'), entry('resume', 'Đi tiếp.'), entry('refuse-intake', 'Sai nơi nộp.')];
    expect(groundsOf(history, 'refused-intake', false)?.personal).toEqual({ words: 'Sai nơi nộp.' });
    expect(groundsOf(history, 'examining', false)).toBeUndefined();
  });
});
