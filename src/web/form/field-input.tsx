import type { VNode } from 'preact';
import type { FieldKind } from '../../platform/forms/definition.ts';
import type { FieldView } from './field-view.ts';
import { ChoiceInput, ChoicesInput, DateInput, LineInput, ListInput, LongTextInput, YesNoInput } from './inputs.tsx';

const inputs: Readonly<Record<FieldKind, (props: { view: FieldView }) => VNode>> = {
  text: LineInput,
  'long-text': LongTextInput,
  'person-name': LineInput,
  date: DateInput,
  'partial-date': DateInput,
  time: LineInput,
  integer: LineInput,
  decimal: LineInput,
  money: LineInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  'yes-no': YesNoInput,
  'identity-number': LineInput,
  phone: LineInput,
  email: LineInput,
  commune: ListInput,
  ethnicity: ListInput,
  nationality: ListInput,
};

/** One question of a form, whatever its kind. */
export function FieldInput({ view }: { view: FieldView }) {
  const Input = inputs[view.field.kind];
  return <Input view={view} />;
}
