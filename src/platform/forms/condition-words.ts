import type { Words } from '../errors.ts';
import { findStep, resolveName } from './condition.ts';
import type { Condition, FormDefinition } from './definition.ts';
import { fieldTypes } from './fields/index.ts';

/**
 * A condition as a person reads it above the questions it opens: `“Nơi sinh” là “Bệnh viện”`. Shown where pages run without script.
 */
export function conditionWords(condition: Condition, form: FormDefinition, ownStep: string): Words {
  if ('all' in condition) return joined(condition.all, ' và ', ' and ', form, ownStep);
  if ('any' in condition) return joined(condition.any, ' hoặc ', ' or ', form, ownStep);
  if ('not' in condition) return negated(condition.not, form, ownStep);
  return leafWords(condition, form, ownStep, { vi: 'là', en: 'is' });
}

function negated(condition: Condition, form: FormDefinition, ownStep: string): Words {
  if ('field' in condition) {
    return 'answered' in condition
      ? leafWords({ ...condition, answered: !condition.answered }, form, ownStep, { vi: 'là', en: 'is' })
      : leafWords(condition, form, ownStep, { vi: 'không phải là', en: 'is not' });
  }
  const inner = conditionWords(condition, form, ownStep);
  return { vi: `không phải: ${inner.vi}`, en: `not: ${inner.en}` };
}

type Leaf = Extract<Condition, { field: string }>;

function leafWords(condition: Leaf, form: FormDefinition, ownStep: string, is: Words): Words {
  const { step, field: key } = resolveName(condition.field, ownStep);
  const field = findStep(form, step)?.fields.find((one) => one.key === key);
  if (field === undefined) return { vi: 'trường hợp này', en: 'this case' };
  if ('answered' in condition) {
    return condition.answered
      ? { vi: `đã trả lời “${field.label.vi}”`, en: `“${field.label.en}” is answered` }
      : { vi: `chưa trả lời “${field.label.vi}”`, en: `“${field.label.en}” is not answered` };
  }
  const values = 'is' in condition ? [condition.is] : condition.in;
  const show = (language: 'vi' | 'en', or: string) =>
    values
      .map((value) =>
        fieldTypes[field.kind].show(field.kind === 'choices' ? [String(value)] : value, field, language, {}),
      )
      .map((value) => `“${value}”`)
      .join(or);
  return {
    vi: `“${field.label.vi}” ${is.vi} ${show('vi', ' hoặc ')}`,
    en: `“${field.label.en}” ${is.en} ${show('en', ' or ')}`,
  };
}

function joined(all: readonly Condition[], vi: string, en: string, form: FormDefinition, ownStep: string): Words {
  const words = all.map((one) => conditionWords(one, form, ownStep));
  return { vi: words.map((one) => one.vi).join(vi), en: words.map((one) => one.en).join(en) };
}
