import { isAsked } from '../src/platform/forms/condition.ts';
import type {
  Answers,
  AnswerValue,
  FormDefinition,
  FormField,
  FormStep,
  PartyFacts,
  StepAnswers,
} from '../src/platform/forms/definition.ts';
import { dateOf } from '../src/platform/text.ts';

/** Answers that fit any form: the first option, a plausible value of each kind; what is not asked is left out. */
export function sampleAnswers(
  form: FormDefinition,
  communeId: string,
  party: PartyFacts,
  chosen: Readonly<Record<string, AnswerValue>> = {},
  now: Temporal.Instant = Temporal.Instant.from('2022-10-10T08:00:00+07:00'),
): Answers {
  const answers: Record<string, StepAnswers | StepAnswers[]> = {};
  for (const step of form.steps) {
    if (!isAsked(step.when, answers, party)) continue;
    const group = fillStep(step, answers, party, chosen, (field) => sampleValue(field, communeId, dateOf(now)));
    answers[step.key] =
      step.repeat === undefined ? group : Array.from({ length: Math.max(1, step.repeat.min) }, () => group);
  }
  return answers;
}

function fillStep(
  step: FormStep,
  answers: Answers,
  party: PartyFacts,
  chosen: Readonly<Record<string, AnswerValue>>,
  sample: (field: FormField) => AnswerValue,
): StepAnswers {
  const group: Record<string, AnswerValue> = {};
  for (const field of step.fields) {
    if (!isAsked(field.when, answers, party, { step: step.key, answers: group })) continue;
    group[field.key] = chosen[`${step.key}.${field.key}`] ?? sample(field);
  }
  return group;
}

function sampleValue(field: FormField, communeId: string, today: Temporal.PlainDate): AnswerValue {
  const first = field.options?.[0]?.value ?? '';
  const min = typeof field.min === 'number' ? field.min : undefined;
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return 'Khóm 2, số 14 đường mẫu'.slice(0, typeof field.max === 'number' ? field.max : 60);
    case 'person-name':
      return 'Nguyễn Thị Bưởi';
    case 'date':
      return typeof field.min === 'string' && field.min.startsWith('today')
        ? today.add({ days: 10 }).toString()
        : field.max === 'today-18y' || field.max === 'today-14y' || field.max === 'today-20y'
          ? '1990-05-06'
          : today.subtract({ days: 5 }).toString();
    case 'partial-date':
      return '1990';
    case 'time':
      return '08:14';
    case 'integer':
    case 'decimal':
    case 'money':
      return Math.max(min ?? 1, 1);
    case 'choice':
      return first;
    case 'choices':
      return [first];
    case 'yes-no':
      return false;
    case 'identity-number':
      return '999196000014';
    case 'phone':
      return '0912345678';
    case 'email':
      return 'nguyen.thi.buoi@dan.example';
    case 'commune':
      return communeId;
    case 'ethnicity':
      return 'kinh';
    case 'nationality':
      return 'VN';
  }
}
