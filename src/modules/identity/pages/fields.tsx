import type { ComponentChildren } from 'preact';
import { defineTexts, type Language } from '../../../platform/text.ts';
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

/** A labelled line with its hint and fault tied to it. */
export function TextField(props: TextFieldProps) {
  const describedBy = [
    props.hint === undefined ? '' : `${props.id}-hint`,
    props.fault === undefined ? '' : `${props.id}-fault`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="ds-field">
      <label class="ds-label" for={props.id}>
        {props.label}
      </label>
      {props.hint === undefined ? null : (
        <p class="muted small" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
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
        {...(props.fault === undefined ? {} : { 'aria-invalid': 'true' as const })}
        {...(describedBy === '' ? {} : { 'aria-describedby': describedBy })}
      />
      <FaultLine id={props.id} fault={props.fault} />
    </div>
  );
}

export interface SelectFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly fault?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField(props: SelectFieldProps) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={props.id}>
        {props.label}
      </label>
      <select
        class="ds-input"
        id={props.id}
        name={props.id}
        aria-invalid={props.fault === undefined ? undefined : 'true'}
        aria-describedby={props.fault === undefined ? undefined : `${props.id}-fault`}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FaultLine id={props.id} fault={props.fault} />
    </div>
  );
}

export interface ChoiceFieldProps {
  readonly id: string;
  readonly legend: string;
  readonly kind: 'radio' | 'checkbox';
  readonly values: readonly string[];
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: ComponentChildren }[];
}

/** Several choices under one question; the first carries the id, so that a fault can lead to it. */
export function ChoiceField(props: ChoiceFieldProps) {
  return (
    <fieldset class="ds-fieldset" aria-describedby={props.fault === undefined ? undefined : `${props.id}-fault`}>
      <legend class="ds-label">{props.legend}</legend>
      {props.hint === undefined ? null : <p class="muted small">{props.hint}</p>}
      <FaultLine id={props.id} fault={props.fault} />
      {props.options.map((option, index) => {
        const id = index === 0 ? props.id : `${props.id}-${index}`;
        return (
          <div class="ds-field choice" key={option.value}>
            <input
              class="ds-input"
              type={props.kind}
              id={id}
              name={props.id}
              value={option.value}
              checked={props.values.includes(option.value)}
            />
            <label class="ds-label" for={id} data-weight="regular">
              {option.label}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

function FaultLine({ id, fault }: { id: string; fault: string | undefined }) {
  return fault === undefined ? null : (
    <p class="ds-validation-message" data-color="danger" id={`${id}-fault`}>
      {fault}
    </p>
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
    <ChoiceField
      id="fields"
      legend={props.legend}
      hint={fieldTexts(props.language).noneMeansAll}
      kind="checkbox"
      values={props.value.split(',').map((key) => key.trim())}
      fault={props.fault}
      options={props.fields.map((field) => ({ value: field.key, label: field.name[props.language] }))}
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
