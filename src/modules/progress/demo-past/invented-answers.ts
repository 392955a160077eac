import { checkAnswers } from '../../../platform/forms/check.ts';
import { isAsked } from '../../../platform/forms/condition.ts';
import { resolveDate } from '../../../platform/forms/dates.ts';
import type {
  Answers,
  AnswerValue,
  FormDefinition,
  FormField,
  FormStep,
  StepAnswers,
} from '../../../platform/forms/definition.ts';
import type { Chance } from './chance.ts';
import { inventPerson } from './invented-people.ts';

export interface AnswerFacts {
  readonly communeId: string;
  readonly today: Temporal.PlainDate;
}

const party = { filedFor: 'self' };

/** Answers that the form takes, invented field by field; none at all where a form asks for what cannot be invented this way. */
export function inventAnswers(form: FormDefinition, facts: AnswerFacts, chance: Chance): Answers {
  const answers: Record<string, StepAnswers | readonly StepAnswers[]> = {};
  for (const step of form.steps) {
    if (!isAsked(step.when, answers, party)) continue;
    const own = inventStep(step, answers, facts, chance);
    answers[step.key] = step.repeat === undefined ? own : [own];
  }
  const checked = checkAnswers(form, answers, { today: facts.today, party });
  return checked.faults.length === 0 ? checked.answers : {};
}

function inventStep(step: FormStep, answers: Answers, facts: AnswerFacts, chance: Chance): StepAnswers {
  const own: Record<string, AnswerValue> = {};
  for (const field of step.fields) {
    if (!isAsked(field.when, answers, party, { step: step.key, answers: own })) continue;
    if (field.required === false) continue;
    own[field.key] = inventValue(field, facts, chance);
  }
  return own;
}

function inventValue(field: FormField, { communeId, today }: AnswerFacts, chance: Chance): AnswerValue {
  switch (field.kind) {
    case 'person-name':
      return inventPerson(chance, 0).name;
    case 'identity-number':
      return inventPerson(chance, 0).documentNumber;
    case 'date':
      return dateWithin(field, today);
    case 'partial-date':
      return dateWithin(field, today).slice(0, 4);
    case 'time':
      return `${String(chance.whole(6, 20)).padStart(2, '0')}:30`;
    case 'integer':
    case 'decimal':
      return Math.max(Number(field.min ?? 1), Math.min(chance.whole(1, 3), Number(field.max ?? 3)));
    case 'money':
      return Math.max(Number(field.min ?? 0), 20_000_000);
    case 'choice':
      return chance.oneOf(field.options ?? [])?.value ?? '';
    case 'choices':
      return [(field.options ?? [])[0]?.value ?? ''];
    case 'yes-no':
      return chance.happens(0.6);
    case 'commune':
      return communeId;
    case 'ethnicity':
      return chance.weighted([
        ['kinh', 90],
        ['khmer', 8],
        ['hoa', 2],
      ]);
    case 'nationality':
      return 'VN';
    case 'phone':
      return '0900000000';
    case 'email':
      return 'nguoi.dan@dan.example';
    case 'text':
    case 'long-text':
      return 'Theo giấy tờ kèm theo';
  }
}

/** A day that the bounds allow, near the later one. */
function dateWithin(field: FormField, today: Temporal.PlainDate): string {
  const latest = resolveDate(field.max, today.toString());
  const earliest = resolveDate(field.min, today.toString());
  if (latest !== undefined) {
    const before = Temporal.PlainDate.from(latest).subtract({ days: 5 }).toString();
    return earliest !== undefined && before < earliest ? latest : before;
  }
  return earliest === undefined
    ? today.subtract({ years: 30 }).toString()
    : Temporal.PlainDate.from(earliest).add({ days: 5 }).toString();
}
