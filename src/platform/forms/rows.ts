import { own } from './condition.ts';
import type { Answers, FormDefinition, StepAnswers } from './definition.ts';
import type { FieldContext, FormLanguage } from './field-type.ts';
import { fieldTypes } from './fields/index.ts';

export interface AnswerRow {
  readonly key: string;
  /** JSON pointer of the answer: what a request for supplement points to. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
}

export interface AnswerRows {
  readonly stepKey: string;
  readonly stepTitle: string;
  readonly rows: readonly AnswerRow[];
}

/**
 * The answers as a person reads them, on check pages, officers' pages and in results. A repeated step gives one group per item. Pass
 * `communes` of the date of the dossier, or ids are shown instead of names.
 */
export function rowsOf(
  form: FormDefinition,
  answers: Answers,
  language: FormLanguage,
  context: Partial<FieldContext> = {},
): readonly AnswerRows[] {
  return form.steps.flatMap((step) => {
    const group = own(answers, step.key);
    if (group === undefined) return [];
    const items = Array.isArray(group) ? (group as readonly StepAnswers[]) : [group as StepAnswers];
    return items.map((item, at) => {
      const base = step.repeat === undefined ? `/${step.key}` : `/${step.key}/${at}`;
      const rows = step.fields.flatMap((field) => {
        const value = own(item, field.key);
        if (value === undefined) return [];
        const shown = fieldTypes[field.kind].show(value, field, language, context);
        return [{ key: field.key, path: `${base}/${field.key}`, label: field.label[language], value: shown }];
      });
      const stepTitle =
        step.repeat === undefined ? step.title[language] : `${step.repeat.itemTitle[language]} ${at + 1}`;
      return { stepKey: step.key, stepTitle, rows };
    });
  });
}
