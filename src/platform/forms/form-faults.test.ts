import { expect, test } from 'vitest';
import type { FormDefinition } from './definition.ts';
import { formFaults } from './form-faults.ts';
import { everyKindForm } from './testing.ts';

const label = { vi: 'Mục', en: 'Item' };

test('finds nothing wrong with a right form', () => {
  expect(formFaults(everyKindForm)).toEqual([]);
});

test('names the place of each fault of a form', () => {
  const form = {
    steps: [
      {
        key: 'a',
        title: label,
        fields: [
          { key: 'constructor', kind: 'text', label },
          { key: 'b', kind: 'choice', label },
        ],
      },
      {
        key: 'c',
        title: label,
        repeat: { min: 0, max: 99, itemTitle: label },
        fields: [
          { key: 'd', kind: 'date', label: { vi: '', en: 'x' }, min: 'yesterday' },
          {
            key: 'e',
            kind: 'strange',
            label,
            when: {
              all: [
                { field: 'd', answered: true },
                { field: 'a.b', is: 1 },
                { field: 'later', is: 1 },
              ],
            },
          },
        ],
      },
    ],
  } as unknown as FormDefinition;
  const faults = formFaults(form).join('\n');
  for (const place of [
    'a.constructor: is no key',
    'a.b: options',
    'c: repeat',
    'c.d: has no label',
    'c.d: “yesterday”',
    'c.e: there is no kind',
    'c.e: condition: “later”',
    'c.e: condition: in a repeated',
  ]) {
    expect(faults).toContain(place);
  }
});
