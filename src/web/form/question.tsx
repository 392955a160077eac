import type { ComponentChildren } from 'preact';
import { besideQuestion, type FieldView, fieldId } from './field-view.ts';
import { formTexts } from './texts.ts';

/** A question with one input: label, hint, fault, input, in the order they are read out. */
export function Question({ view, children }: { view: FieldView; children: ComponentChildren }) {
  const id = fieldId(view.name);
  return (
    <div class={view.fault === undefined ? 'q' : 'q q--fault'} data-q={view.name}>
      <label for={id} class="q__label">
        <Label view={view} />
      </label>
      <Hint view={view} />
      <FaultText view={view} />
      {children}
    </div>
  );
}

/** A question with several inputs: a date, radio buttons, tick boxes. */
export function QuestionGroup({
  view,
  hint,
  children,
}: {
  view: FieldView;
  hint?: string;
  children: ComponentChildren;
}) {
  const id = fieldId(view.name);
  return (
    <fieldset
      class={view.fault === undefined ? 'q' : 'q q--fault'}
      data-q={view.name}
      aria-describedby={view.field.hint === undefined && hint === undefined ? `${id}-fault` : `${id}-hint ${id}-fault`}
    >
      <legend class="q__label">
        <Label view={view} />
      </legend>
      <Hint view={view} fallback={hint} />
      <FaultText view={view} />
      {children}
    </fieldset>
  );
}

function Label({ view }: { view: FieldView }) {
  return (
    <>
      {view.field.label[view.language]}
      {view.field.required === false && !/\((?:nếu|if)/i.test(view.field.label[view.language]) ? (
        <span class="q__optional"> ({formTexts(view.language).optional})</span>
      ) : null}
    </>
  );
}

function Hint({ view, fallback }: { view: FieldView; fallback?: string | undefined }) {
  const text = view.field.hint?.[view.language] ?? fallback;
  return text === undefined ? null : (
    <p class="q__hint" id={`${fieldId(view.name)}-hint`}>
      {text}
    </p>
  );
}

function FaultText({ view }: { view: FieldView }) {
  return (
    <p class="q__fault" id={`${fieldId(view.name)}-fault`} hidden={view.fault === undefined}>
      {view.fault === undefined ? null : besideQuestion(view.fault)}
    </p>
  );
}
