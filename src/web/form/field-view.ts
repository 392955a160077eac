import type { FieldFault } from '../../platform/errors.ts';
import type { Choice, FormField, FormStep } from '../../platform/forms/definition.ts';
import type { Typed } from '../../platform/forms/parse.ts';
import type { Language } from '../texts.ts';

/** What every kind of input needs to show one question. */
export interface FieldView {
  readonly field: FormField;
  /** Name of its input, or the beginning of the names of its parts: `child.birthDate`. */
  readonly name: string;
  readonly typed: Typed;
  readonly fault: string | undefined;
  readonly language: Language;
  /** Answers offered by lists that the form does not hold itself (communes). */
  readonly choices: readonly Choice[];
}

/** Where the links of the error summary lead: `/child/birthDate` and `child.birthDate` -> `f-child-birthDate`. */
export function fieldId(pathOrName: string): string {
  return `f-${pathOrName.replace(/^\//, '').replaceAll(/[/.]/g, '-')}`;
}

export function typedText(view: FieldView, part = ''): string {
  return view.typed[part === '' ? view.name : `${view.name}.${part}`]?.[0] ?? '';
}

/** Ties an input to its hint and its fault; both are there from the start, empty, so that the island need only fill them. */
export function describedBy(view: FieldView): string {
  const id = fieldId(view.name);
  return view.field.hint === undefined ? `${id}-fault` : `${id}-hint ${id}-fault`;
}

/** Attributes that every input of the question carries. */
export function inputAttributes(view: FieldView) {
  return {
    'aria-describedby': describedBy(view),
    ...(view.fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
    autocomplete: (view.field.autocomplete ?? 'off') as 'off',
  };
}

/** Beside the question its name need not be said again: `“Ngày sinh”: nhập thêm năm.` -> `Nhập thêm năm.` */
export function besideQuestion(words: string): string {
  const short = words.replace(/^“[^”]+”: /, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** In the summary a fault in a repeated group says which item it is in: `Thửa đất 2: Hãy nhập “Diện tích”.` */
export function summaryWords(fault: FieldFault, step: FormStep | undefined, language: Language): string {
  const words = fault.words[language];
  const at = /^\/[^/]+\/(\d+)\//.exec(fault.path)?.[1];
  return step?.repeat === undefined || at === undefined
    ? words
    : `${step.repeat.itemTitle[language]} ${Number(at) + 1}: ${words}`;
}
