import type { ComponentChildren } from 'preact';

export interface QuestionLook {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  /** Said beside the label when the answer may be left out. */
  readonly optional?: string | undefined;
  readonly children?: ComponentChildren;
}

/** Ties an input to its hint and its fault. */
export function described({ id, hint, fault }: Pick<QuestionLook, 'id' | 'hint' | 'fault'>) {
  const ids = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`].filter(Boolean);
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
  };
}

/** A question of a form that no procedure defines, in the look of the filing forms: label, hint, fault, input. */
export function ShortQuestion(props: QuestionLook) {
  return (
    <div class={props.fault === undefined ? 'q' : 'q q--fault'}>
      <label class="q__label" for={props.id}>
        {props.label}
        {props.optional === undefined ? null : <span class="q__optional"> ({props.optional})</span>}
      </label>
      <Beside {...props} />
      {props.children}
    </div>
  );
}

export interface ShortChoiceProps extends QuestionLook {
  readonly name: string;
  readonly values: readonly string[];
  readonly options: readonly (readonly [string, string])[];
  /** Any number of answers rather than exactly one. */
  readonly several?: boolean | undefined;
}

/** One answer out of a few, or several, all seen at once. The first carries the question's id, so that the summary of faults leads there. */
export function ShortChoice({ name, values, options, several, ...look }: ShortChoiceProps) {
  return (
    <fieldset class={look.fault === undefined ? 'q' : 'q q--fault'} {...described(look)}>
      <legend class="q__label">{look.label}</legend>
      <Beside {...look} />
      <div class={several === true ? 'ticks ticks--many' : 'ticks'}>
        {options.map(([key, label], index) => (
          <label key={key} class="tick">
            <input
              type={several === true ? 'checkbox' : 'radio'}
              id={index === 0 ? look.id : `${look.id}-${key}`}
              name={name}
              value={key}
              checked={values.includes(key)}
              required={several !== true}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Beside({ id, hint, fault }: QuestionLook) {
  return (
    <>
      {hint === undefined ? null : (
        <p class="q__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="q__fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </>
  );
}
