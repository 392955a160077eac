import type { Words } from '../errors.ts';
import type { AnswerValue, Choice, FieldKind, FormField } from './definition.ts';

export type FormLanguage = keyof Words;
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** What a check knows besides the answers. Dates are ISO texts: this code also runs in browsers without `Temporal`. */
export interface FieldContext {
  readonly today: string;
  /** Communes of the province on the business date; without them a commune is checked for its shape only. */
  readonly communes?: readonly Choice[];
}

export type Parsed = { readonly value: AnswerValue } | { readonly fault: Words };

/** Everything about one kind of field in one place: what is posted, stored, checked, said and shown. */
export interface FieldType {
  readonly kind: FieldKind;
  /** Names of the inputs it is typed into (`day`, `month`, `year`); empty: one input under the field's own name. */
  readonly parts: readonly string[];
  /** Several values may come under one name (tick boxes). */
  readonly many?: true;
  /** Line breaks are kept. */
  readonly lines?: true;
  /** Shape of a stored value. Bounds that move with the date are not in it: `check` knows them. */
  schema(field: FormField): JsonSchema;
  /** Reads what was typed, one text per part (or one per tick), cleaned, not all empty. */
  parse(texts: readonly string[], field: FormField, language: FormLanguage): Parsed;
  /** The opposite of `parse`: what the inputs hold for a stored value. */
  post(value: AnswerValue, language: FormLanguage): readonly string[];
  /** What the shape cannot say; called only with values of the right shape. */
  check?(value: AnswerValue, field: FormField, context: FieldContext): Words | undefined;
  /** Said when nothing was answered. */
  missing(field: FormField): Words;
  /** Said when the value has the wrong shape. */
  wrong(field: FormField): Words;
  /** As read by a person, on check pages, officers' pages and results. */
  show(value: AnswerValue, field: FormField, language: FormLanguage, context: Partial<FieldContext>): string;
  /** Answers offered besides `field.options`. */
  choices?(context: Partial<FieldContext>): readonly Choice[];
}

export function say(vi: string, en: string): Words {
  return { vi, en };
}

/** `Hãy nhập “Họ và tên”.` */
export function enter(field: FormField): Words {
  return say(`Hãy nhập “${field.label.vi}”.`, `Enter “${field.label.en}”.`);
}

export function choose(field: FormField): Words {
  return say(`Hãy chọn “${field.label.vi}”.`, `Choose “${field.label.en}”.`);
}

/** `“Họ và tên”: viết bằng chữ cái.` */
export function about(field: FormField, vi: string, en: string): Words {
  return say(`“${field.label.vi}”: ${vi}`, `“${field.label.en}”: ${en}`);
}

export function numberBound(bound: FormField['min'], otherwise: number): number {
  return typeof bound === 'number' ? bound : otherwise;
}

export function shown(value: AnswerValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
