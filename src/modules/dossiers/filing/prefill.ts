import type { AnswerValue, FormField, FormStep, StepAnswers } from '../../../platform/forms/definition.ts';
import { fieldTypes } from '../../../platform/forms/fields/index.ts';
import type { Organisation, PersonFacts } from '../../identity/index.ts';
import { partialBirth } from './whom.ts';

/** Facts by the name forms use: `applicant.name`. */
export type KnownFacts = Readonly<Record<string, string | undefined>>;

export function applicantFacts(person: PersonFacts, organisation: Organisation | undefined): KnownFacts {
  const [family = '', ...rest] = person.fullName.split(' ');
  return {
    'applicant.name': person.fullName,
    'applicant.familyName': family,
    'applicant.givenName': rest.join(' '),
    'applicant.birthDate': partialBirth(person),
    'applicant.sex': person.gender,
    'applicant.gender': person.gender,
    'applicant.identityNumber': person.documents[0]?.number,
    'applicant.nationality': person.nationality,
    'applicant.ethnicity': person.ethnicity,
    'applicant.commune': person.unitId,
    'applicant.address': person.address,
    'applicant.phone': person.phone,
    'applicant.email': person.email,
    'organisation.name': organisation?.name.vi,
    'organisation.identifier': organisation?.identifier,
    'organisation.address': organisation?.address,
  };
}

/** A page filled with what is known. Facts that do not fit the question are left out: a fault would be ours, not the person's. */
export function prefilled(step: FormStep, facts: KnownFacts): StepAnswers {
  const answers: Record<string, AnswerValue> = {};
  for (const field of step.fields) {
    const known = field.prefill === undefined ? undefined : facts[field.prefill];
    const value = known === undefined ? undefined : toAnswer(field, known);
    if (value !== undefined) answers[field.key] = value;
  }
  return answers;
}

function toAnswer(field: FormField, known: string): AnswerValue | undefined {
  if (field.kind === 'partial-date') return known;
  if (field.kind === 'date') return known.length === 10 ? known : undefined;
  const parsed = fieldTypes[field.kind].parse([known], field, 'vi');
  return 'value' in parsed ? parsed.value : undefined;
}
