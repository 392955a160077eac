import { describe, expect, test } from 'vitest';
import { everyKindAnswers, everyKindCommune, everyKindForm as form } from '../../../platform/forms/testing.ts';
import type { PaperRequirement } from '../../catalogue/index.ts';
import { type DraftContent, emptyContent } from './draft.ts';
import {
  firstIncomplete,
  isReachable,
  itemsIn,
  pageAfter,
  pageBefore,
  type QuestionPage,
  typedOf,
  withDone,
  withItemAdded,
  withItemRemoved,
  withPage,
  withTyped,
  wizardOf,
} from './wizard.ts';

const words = { vi: 'Giấy', en: 'Paper' };
const paper: PaperRequirement = {
  key: 'giay-chung-sinh',
  name: words,
  help: words,
  required: true,
  when: { field: 'child.bornAt', is: 'facility' },
  maxFiles: 1,
  suppliedBy: [],
};
const communes = [{ value: everyKindCommune, label: words }];
const today = Temporal.PlainDate.from('2022-10-10');

function wizard(
  content: DraftContent,
  papersThere: readonly string[] = [],
  papers = [paper],
  filedFor: 'self' | 'ward' = 'self',
) {
  return wizardOf({ procedure: { form, papers }, filedFor, content, today, communes, papersThere });
}
const answered: DraftContent = { ...emptyContent, answers: everyKindAnswers, done: ['child', 'mother', 'plots'] };
const keys = (one: ReturnType<typeof wizard>) => one.pages.map((page) => page.key);

describe('the pages of a draft', () => {
  test('are the questions asked, the papers, the check and the declaration', () => {
    expect(keys(wizard(emptyContent))).toEqual(['child', 'mother', 'plots', 'kiem-tra', 'cam-doan']);
    expect(keys(wizard(answered))).toEqual(['child', 'mother', 'plots', 'giay-to', 'kiem-tra', 'cam-doan']);
    expect(keys(wizard(answered, [], [paper], 'ward')).slice(0, 4)).toEqual([
      'cho-ward',
      'child',
      'mother',
      'guardian',
    ]);
  });

  test('can be reached up to the first that is not done', () => {
    const now = wizard(answered);
    expect(firstIncomplete(now).key).toBe('giay-to');
    expect(['child', 'giay-to', 'kiem-tra', 'cam-doan', 'nowhere'].map((key) => isReachable(now, key))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(pageAfter(now, 'plots').key).toBe('giay-to');
    expect(pageBefore(now, 'child')).toBeUndefined();
  });

  test('wait for papers that the answers ask for', () => {
    expect(wizard(withDone(answered, 'giay-to')).missing.map((one) => one.key)).toEqual(['giay-chung-sinh']);
    expect(firstIncomplete(wizard(withDone(answered, 'giay-to'), ['giay-chung-sinh'])).key).toBe('kiem-tra');
  });

  test('a page that was never sent on is not done, even where every answer is optional', () => {
    expect(firstIncomplete(wizard({ ...answered, done: ['child', 'plots'] })).key).toBe('mother');
  });
});

describe('sending a page on', () => {
  const page = wizard(answered).pages[0] as QuestionPage;

  test('without faults stores its answers and looks at the summary again', () => {
    const before = withDone(withTyped(answered, 'child', { 'child.name': ['x'] }), 'kiem-tra');
    const after = withPage(before, page, { answers: { child: { name: 'Trần Minh Anh' } }, typed: {}, faults: [] });
    expect(after.answers['child']).toEqual({ name: 'Trần Minh Anh' });
    expect(after.typed).toEqual({});
    expect(after.done).toEqual(['mother', 'plots', 'child']);
  });

  test('with faults keeps what was typed and the answers accepted before', () => {
    const typed = { 'child.name': ['Tr4n'] };
    const after = withPage(answered, page, { answers: {}, typed, faults: [{ path: '/child/name', words }] });
    expect(after.answers).toEqual(everyKindAnswers);
    expect(after.done).not.toContain('child');
    expect(typedOf(page, after, {}, 'vi')).toEqual(typed);
  });

  test('a page opened for the first time holds what is known of the person', () => {
    expect(typedOf(page, emptyContent, { name: 'Nguyễn Thị Bưởi' }, 'vi')).toEqual({
      'child.name': ['Nguyễn Thị Bưởi'],
    });
    expect(typedOf(page, answered, { name: 'x' }, 'vi')['child.birthDate.year']).toEqual(['2022']);
  });
});

describe('items of a repeated page', () => {
  const step = form.steps[3] as (typeof form.steps)[number];
  const typed = { 'plots.0.area': ['1'], 'plots.1.area': ['2'], 'plots.2.area': ['3'] };

  test('are counted, added at the end and never beyond the most', () => {
    expect(itemsIn({}, step)).toBe(1);
    expect(itemsIn(withItemAdded({ 'plots.0.area': ['1'] }, step, 1), step)).toBe(2);
    expect(itemsIn(withItemAdded(typed, step, 3), step)).toBe(3);
  });

  test('move up when one before them is removed', () => {
    expect(withItemRemoved(typed, step, 1)).toEqual({ 'plots.0.area': ['1'], 'plots.1.area': ['3'] });
    expect(withItemRemoved(typed, step, 99)).toEqual(typed);
  });
});
