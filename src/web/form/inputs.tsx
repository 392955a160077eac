import type { Choice, FieldKind } from '../../platform/forms/definition.ts';
import { numberBound } from '../../platform/forms/field-type.ts';
import { fieldTypes } from '../../platform/forms/fields/index.ts';
import { yesNoWords } from '../../platform/forms/fields/yes-no.ts';
import { type FieldView, fieldId, inputAttributes, typedText } from './field-view.ts';
import { Question, QuestionGroup } from './question.tsx';
import { formTexts } from './texts.ts';

type InputMode = 'numeric' | 'decimal' | 'tel' | 'email' | 'text';

/** Keyboard on a phone, and width, by kind. Never `type=number`: it loses what was typed and counts with the mouse wheel. */
const lines: Partial<
  Record<FieldKind, { mode?: InputMode; type?: 'tel' | 'email'; width?: 's' | 'm'; capitals?: true }>
> = {
  integer: { mode: 'numeric', width: 's' },
  decimal: { mode: 'decimal', width: 's' },
  money: { mode: 'numeric', width: 'm' },
  time: { width: 's' },
  phone: { type: 'tel', mode: 'tel', width: 'm' },
  email: { type: 'email', mode: 'email' },
  'identity-number': { width: 'm', capitals: true },
};

export function LineInput({ view }: { view: FieldView }) {
  const look = lines[view.field.kind] ?? {};
  const attributes: {
    inputMode?: InputMode;
    autocapitalize?: 'characters' | 'words';
    spellcheck?: false;
    maxLength?: number;
  } = {};
  if (look.mode !== undefined) attributes.inputMode = look.mode;
  if (look.capitals || view.field.kind === 'person-name') {
    attributes.autocapitalize = look.capitals ? 'characters' : 'words';
    attributes.spellcheck = false;
  }
  if (view.field.kind === 'text') attributes.maxLength = numberBound(view.field.max, 250);
  const input = (
    <input
      class={`ds-input q__line${look.width === undefined ? '' : ` q__line--${look.width}`}`}
      type={(look.type ?? 'text') as 'text'}
      id={fieldId(view.name)}
      name={view.name}
      value={typedText(view)}
      {...inputAttributes(view)}
      {...attributes}
    />
  );
  return (
    <Question view={view}>
      {view.field.kind === 'money' ? (
        <span class="q__unit">
          {input} {formTexts(view.language).dong}
        </span>
      ) : (
        input
      )}
    </Question>
  );
}

export function LongTextInput({ view }: { view: FieldView }) {
  return (
    <Question view={view}>
      <textarea class="ds-input q__long" id={fieldId(view.name)} name={view.name} rows={4} {...inputAttributes(view)}>
        {typedText(view)}
      </textarea>
    </Question>
  );
}

export function DateInput({ view }: { view: FieldView }) {
  const t = formTexts(view.language);
  const id = fieldId(view.name);
  const autocomplete = view.field.autocomplete === 'bday' ? 'bday-' : undefined;
  return (
    <QuestionGroup view={view} hint={view.field.kind === 'partial-date' ? t.partialHint : t.dateHint}>
      <div class="q__date">
        {(['day', 'month', 'year'] as const).map((part) => (
          <div key={part}>
            <label for={part === 'day' ? id : `${id}-${part}`}>{t[part]}</label>
            <input
              class={`ds-input q__${part}`}
              id={part === 'day' ? id : `${id}-${part}`}
              name={`${view.name}.${part}`}
              value={typedText(view, part)}
              inputMode="numeric"
              maxLength={part === 'year' ? 4 : 2}
              autocomplete={autocomplete === undefined ? 'off' : `${autocomplete}${part}`}
              {...(view.fault === undefined ? {} : { 'aria-invalid': 'true' })}
            />
          </div>
        ))}
      </div>
    </QuestionGroup>
  );
}

/** Radio buttons up to seven answers: all are seen at once; beyond that the browser's own list, which any phone can work. */
export function ChoiceInput({ view }: { view: FieldView }) {
  const options = view.field.options ?? [];
  return options.length > 7 ? <ListInput view={view} /> : <Ticks view={view} type="radio" options={options} />;
}

export function ChoicesInput({ view }: { view: FieldView }) {
  return <Ticks view={view} type="checkbox" options={view.field.options ?? []} />;
}

export function YesNoInput({ view }: { view: FieldView }) {
  const options = (['yes', 'no'] as const).map((value) => ({ value, label: yesNoWords[value] }));
  return <Ticks view={view} type="radio" options={options} row />;
}

function Ticks(props: { view: FieldView; type: 'radio' | 'checkbox'; options: readonly Choice[]; row?: true }) {
  const { view, type, options } = props;
  const id = fieldId(view.name);
  const ticked = view.typed[view.name] ?? [];
  return (
    <QuestionGroup view={view}>
      <div class={props.row === true ? 'ticks ticks--row' : 'ticks'}>
        {options.map((option, at) => (
          <label key={option.value} class="tick">
            <input
              type={type}
              id={at === 0 ? id : `${id}-${at}`}
              name={view.name}
              value={option.value}
              checked={ticked.includes(option.value)}
            />
            <span>{option.label[view.language]}</span>
          </label>
        ))}
      </div>
    </QuestionGroup>
  );
}

export function ListInput({ view }: { view: FieldView }) {
  const options = view.field.options ?? fieldTypes[view.field.kind].choices?.({ communes: view.choices }) ?? [];
  const chosen = typedText(view);
  return (
    <Question view={view}>
      <select class="ds-input q__list" id={fieldId(view.name)} name={view.name} {...inputAttributes(view)}>
        <option value="">{formTexts(view.language).choose}</option>
        {grouped(options, view).map(([group, members]) =>
          group === '' ? (
            members.map((one) => <Option key={one.value} choice={one} view={view} chosen={chosen} />)
          ) : (
            <optgroup key={group} label={group}>
              {members.map((one) => (
                <Option key={one.value} choice={one} view={view} chosen={chosen} />
              ))}
            </optgroup>
          ),
        )}
      </select>
    </Question>
  );
}

function Option({ choice, view, chosen }: { choice: Choice; view: FieldView; chosen: string }) {
  return (
    <option value={choice.value} selected={choice.value === chosen}>
      {choice.label[view.language]}
    </option>
  );
}

function grouped(options: readonly Choice[], view: FieldView): [string, Choice[]][] {
  const groups = new Map<string, Choice[]>();
  for (const option of options) {
    const name = option.group?.[view.language] ?? '';
    groups.set(name, [...(groups.get(name) ?? []), option]);
  }
  return [...groups];
}
