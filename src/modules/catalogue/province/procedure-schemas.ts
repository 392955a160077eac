import { type TSchema, Type } from 'typebox';
import { staffRoles } from '../../../platform/actor.ts';
import { type Condition, fieldKinds } from '../../../platform/forms/definition.ts';
import { closed, date, key, oneOf, text, words } from '../../../platform/yaml-shape.ts';
import { certainty, level, time } from './schemas.ts';

const answerKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 40 });
const answerPath = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)?$', maxLength: 81 });
const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const conditionList = { type: 'array', items: { $ref: 'condition' }, minItems: 1 };
/** Told apart by the member that is there, so that a fault is named once and not once per alternative. */
export const conditionDefinition = {
  $id: 'condition',
  type: 'object',
  ...choose(
    [
      ['all', Type.Object({ all: Type.Unsafe(conditionList) }, closed)],
      ['any', Type.Object({ any: Type.Unsafe(conditionList) }, closed)],
      ['not', Type.Object({ not: Type.Unsafe({ $ref: 'condition' }) }, closed)],
      ['in', Type.Object({ field: answerPath, in: Type.Array(scalar, { minItems: 1 }) }, closed)],
      ['answered', Type.Object({ field: answerPath, answered: Type.Boolean() }, closed)],
    ],
    Type.Object({ field: answerPath, is: scalar }, closed),
  ),
};
const conditionSchema = Type.Unsafe<Condition>({ $ref: 'condition' });

function choose(cases: readonly (readonly [member: string, schema: object])[], otherwise: object): object {
  const [first, ...rest] = cases;
  if (first === undefined) return otherwise;
  // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
  return { if: { required: [first[0]] }, then: first[1], else: choose(rest, otherwise) };
}

/** The thing itself, or `use:` the name of a part. */
function partOr<T extends TSchema, P extends TSchema>(whole: T, part: P) {
  return Type.Unsafe<Type.Static<T> | Type.Static<P>>(choose([['use', part]], whole));
}

const fieldSchema = Type.Object(
  {
    key: answerKey,
    kind: oneOf(fieldKinds),
    label: words,
    hint: Type.Optional(words),
    required: Type.Optional(Type.Boolean()),
    when: Type.Optional(conditionSchema),
    options: Type.Optional(Type.Array(Type.Object({ value: text, label: words }, closed), { minItems: 2 })),
    min: Type.Optional(Type.Union([Type.Number(), Type.String()])),
    max: Type.Optional(Type.Union([Type.Number(), Type.String()])),
    prefill: Type.Optional(text),
    autocomplete: Type.Optional(text),
  },
  closed,
);
/** A named part of parts.yaml in place of the thing itself. */
const useFields = Type.Object({ use: key }, closed);
const fieldList = Type.Array(partOr(fieldSchema, useFields), { minItems: 1 });
const stepSchema = Type.Object(
  {
    key: answerKey,
    title: words,
    help: Type.Optional(words),
    when: Type.Optional(conditionSchema),
    repeat: Type.Optional(
      Type.Object(
        { min: Type.Integer({ minimum: 0 }), max: Type.Integer({ minimum: 1, maximum: 50 }), itemTitle: words },
        closed,
      ),
    ),
    fields: fieldList,
  },
  closed,
);
const paperSchema = Type.Object(
  {
    key,
    name: words,
    help: words,
    required: Type.Boolean(),
    when: Type.Optional(conditionSchema),
    maxFiles: Type.Integer({ minimum: 1, maximum: 50 }),
    takes: Type.Optional(Type.Array(key)),
    suppliedBy: Type.Array(key),
  },
  closed,
);
const workflowSchema = Type.Array(
  Type.Object(
    {
      key,
      name: words,
      role: oneOf(staffRoles),
      kind: oneOf(['examine', 'decide', 'issue']),
      sharePercent: Type.Integer({ minimum: 0, maximum: 100 }),
    },
    closed,
  ),
  { minItems: 1 },
);

export const partsSchema = Type.Object(
  {
    workflows: Type.Record(key, workflowSchema),
    papers: Type.Record(key, Type.Omit(paperSchema, ['key'], closed)),
    fields: Type.Record(key, Type.Array(fieldSchema, { minItems: 1 })),
    steps: Type.Record(key, stepSchema),
  },
  closed,
);

export const procedureSchema = Type.Object(
  {
    code: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
    name: words,
    shortName: words,
    summary: words,
    field: key,
    lifeEvents: Type.Array(key),
    keywords: Type.Array(text, { minItems: 1 }),
    contentAsOf: Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }),
    inForceFrom: Type.Optional(date),
    competence: Type.Object(
      { level, department: Type.Optional(key), communeAnswer: Type.Optional(answerPath) },
      closed,
    ),
    filedFor: Type.Array(oneOf(['self', 'child', 'ward', 'authority', 'organisation']), { minItems: 1 }),
    applicantKinds: Type.Array(oneOf(['person', 'organisation']), { minItems: 1 }),
    assuranceLevel: Type.Union([Type.Literal(1), Type.Literal(2)]),
    onlineService: oneOf(['full', 'partial', 'none']),
    timeLimit: Type.Object(
      {
        value: Type.Integer({ minimum: 1, maximum: 400 }),
        unit: oneOf(['working-day', 'working-hour', 'day']),
        sameDayCutoff: Type.Optional(time),
        note: Type.Optional(words),
      },
      closed,
    ),
    fee: Type.Object(
      {
        kind: oneOf(['free', 'fixed', 'per-copy', 'set-locally']),
        amountDong: Type.Optional(Type.Integer({ minimum: 0 })),
        note: Type.Optional(words),
      },
      closed,
    ),
    papers: Type.Array(
      partOr(
        paperSchema,
        Type.Object(
          { use: key, required: Type.Optional(Type.Boolean()), when: Type.Optional(conditionSchema) },
          closed,
        ),
      ),
    ),
    form: Type.Optional(
      Type.Object(
        {
          steps: Type.Array(
            partOr(stepSchema, Type.Object({ use: key, when: Type.Optional(conditionSchema) }, closed)),
            { minItems: 1 },
          ),
        },
        closed,
      ),
    ),
    formSource: Type.Optional(text),
    workflow: key,
    results: Type.Array(
      Type.Object(
        {
          code: Type.Optional(Type.String({ pattern: '^KQ\\.[A-Z]\\d{2}\\.\\d{6}$' })),
          name: words,
          template: key,
          templateSource: text,
          register: Type.Optional(words),
          paperOriginal: Type.Boolean(),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    legalBasis: Type.Array(text),
    certainty: Type.Record(answerPath, certainty),
    notes: Type.Optional(words),
  },
  closed,
);

export type PartsFile = Type.Static<typeof partsSchema>;
export type ProcedureFile = Type.Static<typeof procedureSchema>;
