import { defineTexts, type Language } from '../../../platform/text.ts';
import { described, ShortChoice, ShortQuestion } from '../../../web/form/index.ts';
import type { FieldName } from '../deps.ts';

export interface TextFieldProps {
  readonly id: string;
  /** The id unless given. */
  readonly name?: string | undefined;
  readonly label: string;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly type?: 'text' | 'date' | 'tel' | 'email' | undefined;
  readonly required?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly autocomplete?: 'off' | 'tel' | 'email' | undefined;
}

/** A question answered by a line. */
export function TextField(props: TextFieldProps) {
  return (
    <ShortQuestion {...props}>
      <input
        class="ds-input"
        id={props.id}
        name={props.name ?? props.id}
        // Preact types inputs by the value of `type`; these four take the same attributes.
        type={(props.type ?? 'text') as 'text'}
        value={props.value ?? ''}
        required={props.required === true}
        maxLength={props.maxLength ?? 200}
        autocomplete={props.autocomplete ?? 'off'}
        {...described(props)}
      />
    </ShortQuestion>
  );
}

export interface SelectFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly fault?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A question answered from a list that opens. */
export function SelectField(props: SelectFieldProps) {
  return (
    <ShortQuestion {...props}>
      <select class="ds-input" id={props.id} name={props.id} {...described(props)}>
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </ShortQuestion>
  );
}

/** Fields of work in words; those that the catalogue does not know stay keys. */
export function nameFields(keys: readonly string[], fields: readonly FieldName[], language: Language): string {
  return keys.map((key) => fields.find((one) => one.key === key)?.name[language] ?? key).join(', ');
}

const fieldTexts = defineTexts({
  vi: { noneMeansAll: 'Không chọn gì: mọi lĩnh vực.' },
  en: { noneMeansAll: 'Nothing chosen means every field.' },
});

export interface WorkFieldsProps {
  readonly language: Language;
  readonly legend: string;
  readonly hint: string;
  /** Chosen keys with commas between. */
  readonly value: string;
  readonly fault: string | undefined;
  readonly fields: readonly FieldName[];
}

/** Choice of fields of work: boxes where the catalogue names them, a line of keys elsewhere. */
export function WorkFields(props: WorkFieldsProps) {
  if (props.fields.length === 0) {
    return <TextField id="fields" label={props.legend} hint={props.hint} value={props.value} fault={props.fault} />;
  }
  return (
    <ShortChoice
      id="fields"
      name="fields"
      label={props.legend}
      hint={fieldTexts(props.language).noneMeansAll}
      several
      values={props.value.split(',').map((key) => key.trim())}
      fault={props.fault}
      options={props.fields.map((field) => [field.key, field.name[props.language]] as const)}
    />
  );
}

/** The faults of a form for its summary: what says only that something is missing names the field, or five of them would read alike. */
export function namedFaults(
  faults: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
): readonly { readonly fieldId: string; readonly text: string }[] {
  const alike = new Set([texts['required'], texts['badDate']]);
  return Object.entries(faults).map(([fieldId, text]) => {
    const label = alike.has(text) ? texts[fieldId] : undefined;
    return {
      fieldId,
      text: label === undefined ? text : `${label}: ${text.charAt(0).toLocaleLowerCase('vi')}${text.slice(1)}`,
    };
  });
}
