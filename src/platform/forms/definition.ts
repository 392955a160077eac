import type { Words } from '../errors.ts';

/**
 * A form as a province writes it: steps (one question group a page) of fields. It is compiled once to JSON Schema 2020-12
 * (`toJsonSchema`), which is what checks answers on the server and, as standalone code, in the browser.
 */
export interface FormDefinition {
  readonly steps: readonly FormStep[];
}

export interface FormStep {
  /** Key of this step's object in the answers: `answers.child.birthDate`. */
  readonly key: string;
  readonly title: Words;
  readonly help?: Words;
  /** The step is asked only when this holds. */
  readonly when?: Condition;
  /** A repeated group: the step's answer is a list of objects (children, land plots). */
  readonly repeat?: { readonly min: number; readonly max: number; readonly itemTitle: Words };
  readonly fields: readonly FormField[];
}

export const fieldKinds = [
  'text',
  'long-text',
  'person-name',
  'date',
  /** A date of which only the year, or year and month, may be known: `1950`, `1950-03`, `1950-03-07`. */
  'partial-date',
  'time',
  'integer',
  'decimal',
  'money',
  'choice',
  'choices',
  'yes-no',
  /** Identity paper number of any kind: 12 digits, old 9 digits, passport. */
  'identity-number',
  'phone',
  'email',
  /** A commune of the province on the business date, by unit id. */
  'commune',
  'ethnicity',
  'nationality',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface FormField {
  readonly key: string;
  readonly kind: FieldKind;
  readonly label: Words;
  readonly hint?: Words;
  /** Required unless said otherwise (`required: false`). */
  readonly required?: boolean;
  readonly when?: Condition;
  readonly options?: readonly Choice[];
  /** Lengths of texts in characters, values of numbers, dates as ISO or `today`, `today-14y`. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** A fact known about the person who files that fills this field at the start: `applicant.name`, `applicant.birthDate`, … */
  readonly prefill?: string;
  /** Purpose of the field for the browser's own filling-in (WCAG 1.3.5), only where the answer is about the person who types: `name`, `bday`, `tel`. */
  readonly autocomplete?: string;
}

/** `step.field` (or `field` of the same step, or `party.role`) compared with a value; `all`/`any`/`not` combine. No code. */
export type Condition =
  | { readonly field: string; readonly is: string | number | boolean }
  | { readonly field: string; readonly in: readonly (string | number | boolean)[] }
  | { readonly field: string; readonly answered: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Answers by step key; a repeated step holds a list. */
export type Answers = Readonly<Record<string, StepAnswers | readonly StepAnswers[]>>;
export type StepAnswers = Readonly<Record<string, AnswerValue>>;
export type AnswerValue = string | number | boolean | readonly string[];

/** One of the answers offered by a `choice`, `choices`, `commune`, … field; `group` heads it in a long list. */
export interface Choice {
  readonly value: string;
  readonly label: Words;
  readonly group?: Words;
}

/**
 * What conditions may ask about whom the dossier is filed for, as `party.role` (self, child, ward, authority, organisation) and `party.kind`
 * (person, organisation); known before the first question.
 */
export type PartyFacts = Readonly<Record<string, string>>;
