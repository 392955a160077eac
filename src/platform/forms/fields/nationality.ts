import { nationalities } from '../data/nationalities.ts';
import { choose, type FieldType, shown } from '../field-type.ts';

/** Quốc tịch, by ISO 3166-1 code (`VN`); `XXA`, the code of ICAO 9303, for stateless persons. The name in either language is read too. */
export const nationality: FieldType = {
  kind: 'nationality',
  parts: [],
  schema: () => ({ enum: nationalities.map((one) => one.value) }),
  parse: ([typed = '']) => ({ value: codeOf(typed) }),
  post: (value) => [shown(value)],
  missing: choose,
  wrong: choose,
  show: (value, _field, language) => nationalities.find((one) => one.value === value)?.label[language] ?? shown(value),
  choices: () => nationalities,
};

function codeOf(typed: string): string {
  const wanted = typed.toLowerCase();
  const byName = nationalities.find(
    ({ label }) => label.vi.toLowerCase() === wanted || label.en.toLowerCase() === wanted,
  );
  return byName?.value ?? typed.toUpperCase();
}
