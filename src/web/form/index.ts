export { FieldInput } from './field-input.tsx';
export { type FieldView, fieldId, summaryWords } from './field-view.ts';
export { StepFields, type StepFieldsProps } from './step-fields.tsx';
export { formTexts } from './texts.ts';
