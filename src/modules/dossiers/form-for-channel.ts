import type { FormDefinition } from '../../platform/forms/definition.ts';
import type { Channel } from './model.ts';

const relaxed = new WeakMap<FormDefinition, FormDefinition>();

/** Whoever comes in person or writes may have no telephone and no e-mail: there, neither is ever required. Kept, so that it is compiled once. */
export function formForChannel(form: FormDefinition, channel: Channel): FormDefinition {
  if (channel === 'online') return form;
  const found = relaxed.get(form);
  if (found !== undefined) return found;
  const made = {
    steps: form.steps.map((step) => ({
      ...step,
      fields: step.fields.map((field) =>
        field.kind === 'phone' || field.kind === 'email' ? { ...field, required: false } : field,
      ),
    })),
  };
  relaxed.set(form, made);
  return made;
}
