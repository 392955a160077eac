import { describe, expect, test } from 'vitest';
import { checkAnswers, checkPosted } from './check.ts';
import { everyKindAnswers, everyKindCommune, everyKindForm } from './testing.ts';

const context = {
  today: Temporal.PlainDate.from('2022-10-10'),
  party: { role: 'ward' },
  communes: [{ value: everyKindCommune, label: { vi: 'Phường 7', en: 'Ward 7' } }],
};
const check = (answers: unknown, more = {}) => checkAnswers(everyKindForm, answers, { ...context, ...more });
const paths = (answers: unknown, more = {}) => check(answers, more).faults.map((fault) => fault.path);

function withChild(change: object) {
  return { ...everyKindAnswers, child: { ...everyKindAnswers.child, ...change } };
}

describe('checking answers', () => {
  test('accepts what fits, unchanged', () => {
    expect(check(everyKindAnswers)).toEqual({ answers: everyKindAnswers, faults: [] });
  });

  test('tells all faults at once, one per field, in the order of the form', () => {
    expect(paths({})).toEqual([
      '/child/name',
      '/child/birthDate',
      '/child/ethnicity',
      '/child/nationality',
      '/child/bornAt',
      '/mother/known',
      '/guardian/ground',
      '/guardian/paper',
      '/plots',
    ]);
  });

  test('asks a step for the party only', () => {
    expect(paths({}, { party: { role: 'self' } })).not.toContain('/guardian/ground');
    expect(check(everyKindAnswers, { party: { role: 'self' } }).answers).not.toHaveProperty('guardian');
  });

  test('drops answers to questions that are no longer asked, and what hangs on them', () => {
    const { answers, faults } = check(withChild({ bornAt: 'home', birthTime: '08:30' }));
    expect(answers['child']).not.toHaveProperty('facility');
    expect(answers['plots']).toEqual([{ commune: everyKindCommune, area: 1234.5, price: 50_000_000 }]);
    expect(faults).toEqual([]);
  });

  test('asks what a condition opens', () => {
    expect(paths(withChild({ bornAt: 'home' }))).toEqual(['/child/witness']);
    expect(paths(withChild({ facility: undefined }))).toEqual(['/child/facility']);
  });

  test('points into the item of a repeated step', () => {
    const plots = [everyKindAnswers.plots[0], { commune: everyKindCommune, area: -1, price: 1, note: 'x' }];
    expect(paths({ ...everyKindAnswers, plots })).toEqual(['/plots/1/area']);
    expect(paths({ ...everyKindAnswers, plots: Array(4).fill(everyKindAnswers.plots[0]) })).toEqual(['/plots']);
  });

  test('refuses a child that is not born yet or is grown up', () => {
    expect(check(withChild({ birthDate: '2022-10-11' })).faults[0]?.words.vi).toContain('hôm nay');
    expect(paths(withChild({ birthDate: '2004-10-09' }))).toEqual(['/child/birthDate']);
    expect(paths(withChild({ birthDate: '2004-10-10' }))).toEqual([]);
    expect(paths(withChild({ birthDate: '2022-02-30' }))).toEqual(['/child/birthDate']);
  });

  test('refuses a commune that is not in the province', () => {
    const plots = [{ ...everyKindAnswers.plots[0], commune: '0192f0aa-0000-7000-8000-0000000000ff' }];
    expect(paths({ ...everyKindAnswers, plots })).toEqual(['/plots/0/commune']);
  });

  test('refuses questions that the form does not ask', () => {
    expect(paths({ ...everyKindAnswers, extra: 1 })).toEqual(['/extra']);
    expect(paths(withChild({ admin: true }))).toEqual(['/child/admin']);
    expect(paths(JSON.parse('{"__proto__": {"a": 1}, "constructor": {}}')).slice(-2)).toEqual([
      '/__proto__',
      '/constructor',
    ]);
  });

  test('refuses control characters and text direction marks', () => {
    expect(paths(withChild({ name: 'Nguyễn\u0000Bưởi' }))).toEqual(['/child/name']);
    expect(paths(withChild({ name: 'Nguyễn\u202eBưởi' }))).toEqual(['/child/name']);
    expect(paths(withChild({ name: 'Nguyễn \ud800' }))).toEqual(['/child/name']);
  });

  test('stores NFC whatever keyboard it came from', () => {
    expect(check(withChild({ name: 'Nguyễn Thị Bưởi'.normalize('NFD') })).answers).toEqual(everyKindAnswers);
  });

  test('tells the faults of one page only', () => {
    expect(paths({ child: everyKindAnswers.child }, { step: 'child' })).toEqual([]);
    expect(paths({}, { step: 'mother' })).toEqual(['/mother/known']);
  });
});

describe('a posted page', () => {
  const post = (step: string, body: Record<string, unknown>, saved = {}) =>
    checkPosted(everyKindForm, step, body, saved, 'vi', context);

  test('is read, checked and kept as typed', () => {
    const result = post('mother', {
      'mother.known': 'yes',
      'mother.birth.year': '1995',
      'mother.birth.month': '',
      'mother.birth.day': '',
      'mother.number': '095 195 001 234',
      'mother.phone': '+84 912 345 678',
    });
    expect(result.faults).toEqual([]);
    expect(result.answers['mother']).toEqual({
      known: true,
      birth: '1995',
      number: '095195001234',
      phone: '0912345678',
    });
    expect(result.typed['mother.number']).toEqual(['095 195 001 234']);
  });

  test('keeps the message of reading rather than “missing”', () => {
    const { faults, typed } = post('child', {
      'child.name': 'Nguyễn Thị Bưởi',
      'child.birthDate.day': '31',
      'child.birthDate.month': '2',
      'child.birthDate.year': '2022',
    });
    expect(faults.find((fault) => fault.path === '/child/birthDate')?.words.vi).toContain('không có ngày này');
    expect(typed['child.birthDate.day']).toEqual(['31']);
  });

  test('names what a date lacks', () => {
    const { faults } = post('child', {
      'child.birthDate.day': '1',
      'child.birthDate.month': '',
      'child.birthDate.year': '',
    });
    expect(faults.find((fault) => fault.path === '/child/birthDate')?.words.vi).toContain('hãy nhập thêm tháng, năm');
  });

  test('reads Vietnamese numbers in a repeated group', () => {
    const result = post(
      'plots',
      {
        'plots.0.commune': everyKindCommune,
        'plots.0.area': '1.234,5',
        'plots.0.price': '50.000.000 đ',
        'plots.0.note': 'x',
      },
      { child: everyKindAnswers.child },
    );
    expect(result.faults).toEqual([]);
    expect(result.answers['plots']).toEqual([
      { commune: everyKindCommune, area: 1234.5, price: 50_000_000, note: 'x' },
    ]);
  });

  test('refuses a name sent twice, nested values, names of no question, and oversized ones', () => {
    expect(post('child', { 'child.name': ['A', 'B'] }).faults[0]?.path).toBe('/child/name');
    expect(post('child', { 'child.name': { a: 1 } }).faults[0]?.path).toBe('/child/name');
    expect(post('child', { 'child.admin': 'yes' }).faults[0]?.path).toBe('');
    expect(post('child', { '__proto__.x': 'yes' }).faults[0]?.path).toBe('');
    expect(post('child', { 'child.name': 'a'.repeat(10_000_000) }).faults[0]?.path).toBe('/child/name');
    expect(post('child', { _csrf: 'token', do: 'next' }).faults.map((fault) => fault.path)).not.toContain('');
  });
});
