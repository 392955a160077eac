import { choose, type FieldType } from '../field-type.ts';

/** Có hay không. Never ticked beforehand: silence is no answer. */
export const yesNo: FieldType = {
  kind: 'yes-no',
  parts: [],
  schema: () => ({ type: 'boolean' }),
  parse: ([typed = ''], field) =>
    typed === 'yes' || typed === 'no' ? { value: typed === 'yes' } : { fault: choose(field) },
  post: (value) => [value === true ? 'yes' : 'no'],
  missing: choose,
  wrong: choose,
  show: (value, _field, language) => yesNoWords[value === true ? 'yes' : 'no'][language],
};

export const yesNoWords = { yes: { vi: 'Có', en: 'Yes' }, no: { vi: 'Không', en: 'No' } };
