import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../../platform/forms/definition.ts';
import {
  certaintyInWords,
  certaintyOf,
  conditionInWords,
  databaseInWords,
  feeInWords,
  lengthInWords,
  portionInWords,
  shortened,
  timeInWords,
} from './facts-in-words.ts';
import type { ProcedureContent } from './model.ts';

const note = undefined;

describe('facts of a procedure in words', () => {
  it('says how long it takes', () => {
    expect(timeInWords({ value: 1, unit: 'working-day', sameDayCutoff: '15:00', note }, 'vi')).toBe(
      'Trong ngày làm việc; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo',
    );
    expect(timeInWords({ value: 3, unit: 'working-day', note }, 'vi')).toBe('3 ngày làm việc');
    expect(lengthInWords({ value: 1, unit: 'working-day', sameDayCutoff: '15:00', note }, 'en')).toBe('1 working day');
    expect(lengthInWords({ value: 15, unit: 'day', note }, 'en')).toBe('15 days');
  });

  it('never gives an amount that is not known', () => {
    expect(feeInWords({ kind: 'free', amountDong: undefined, note }, 'vi')).toBe('Không thu phí');
    expect(feeInWords({ kind: 'fixed', amountDong: 200_000, note }, 'vi')).toBe('200.000 đ');
    expect(feeInWords({ kind: 'per-copy', amountDong: 8000, note }, 'en')).toBe('8,000 đ a copy');
    expect(feeInWords({ kind: 'set-locally', amountDong: undefined, note }, 'vi')).toBe(
      'Theo mức Hội đồng nhân dân tỉnh quy định',
    );
  });

  it('has words for every share of the time', () => {
    expect(portionInWords(0, 'vi')).toBe('làm ngay, không tính thời gian riêng');
    expect(portionInWords(48, 'vi')).toBe('khoảng một nửa thời gian');
    expect(portionInWords(100, 'en')).toBe('all of the time');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        (share) => portionInWords(share, 'vi') !== '' && portionInWords(share, 'en') !== '',
      ),
    );
  });

  it('shows doubt, and none where a text was read', () => {
    const content = { certainty: { papers: 'memory', fee: 'demo' } } as unknown as ProcedureContent;
    expect(certaintyInWords(certaintyOf(content, 'papers.birthNotice'), 'vi')).toBe('chưa đối chiếu văn bản');
    expect(certaintyInWords(certaintyOf(content, 'fee'), 'en')).toBe('set for this demonstration');
    expect(certaintyInWords(certaintyOf(content, 'timeLimit'), 'vi')).toBeUndefined();
    expect(certaintyInWords('confirmed', 'vi')).toBeUndefined();
  });

  it('names the question that makes a paper needed', () => {
    const form: FormDefinition = {
      steps: [
        {
          key: 'birth',
          title: { vi: 'Sinh', en: 'Birth' },
          fields: [{ key: 'abandoned', kind: 'yes-no', label: { vi: 'Trẻ bị bỏ rơi', en: 'Abandoned child' } }],
        },
      ],
    };
    expect(conditionInWords({ field: 'birth.abandoned', is: true }, form, 'vi')).toBe('“Trẻ bị bỏ rơi” là “Có”');
    expect(conditionInWords({ any: [{ field: 'party.filedFor', is: 'authority' }] }, form, 'vi')).toBeUndefined();
    expect(conditionInWords({ field: 'birth.abandoned', is: true }, undefined, 'vi')).toBeUndefined();
  });

  it('cuts a long name at a word and says that it did', () => {
    expect(shortened('Đăng ký khai sinh', 40)).toBe('Đăng ký khai sinh');
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), fc.integer({ min: 20, max: 200 }), (text, most) => {
        const cut = shortened(text, most);
        return cut.length <= most + 1 && (cut === text) === text.length <= most;
      }),
    );
  });

  it('knows every database that the files may name', () => {
    for (const key of [
      'dan-cu',
      'cu-tru',
      'ho-tich',
      'bhxh',
      'dkkd',
      'dat-dai',
      'lltp',
      'gplx',
      'xe',
      'thue',
      'y-te',
      'tau-ca',
      'an-sinh',
      'nguoi-co-cong',
      'kho',
      'vneid',
    ]) {
      expect(databaseInWords(key, 'vi')).not.toBe(key);
    }
  });
});
