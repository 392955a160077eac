export { FieldInput } from './field-input.tsx';
export { type FieldView, fieldId, summaryWords } from './field-view.ts';
export { described, type QuestionLook, ShortChoice, ShortQuestion } from './short-question.tsx';
export { StepFields, type StepFieldsProps } from './step-fields.tsx';
export { formTexts } from './texts.ts';
