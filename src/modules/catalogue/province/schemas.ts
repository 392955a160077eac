import { Type } from 'typebox';
import { closed, date, key, oneOf, text, words } from '../../../platform/yaml-shape.ts';

export const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const unitCode = Type.String({ pattern: '^\\d{2}(\\d|\\d{3})?$' });
const identifier = Type.String({ pattern: '^[A-Z]\\d{2}(\\.\\d{1,3}){0,3}$' });
export const certainty = oneOf(['confirmed', 'secondary', 'memory', 'demo']);
const codeCertainty = oneOf(['confirmed', 'secondary', 'memory', 'provisional']);
/** Levels whose committees decide on dossiers. */
export const level = oneOf(['province', 'district', 'commune']);
/** The country stands above its provinces in a tenant of its own, which is fed their sums. */
const unitLevel = oneOf(['country', 'province', 'district', 'commune']);

export const provinceSchema = Type.Object(
  {
    code: unitCode,
    name: words,
    shortName: text,
    identifier,
    identifierCertainty: codeCertainty,
    settingDate: date,
    catalogueFrom: date,
    tiers: Type.Array(unitLevel, { minItems: 2, maxItems: 4 }),
    sampleBanner: words,
    onlineTarget: Type.Optional(Type.Object({ percent: Type.Integer({ minimum: 1, maximum: 100 }), words }, closed)),
    samplePast: Type.Optional(
      Type.Object(
        {
          filings: Type.Integer({ minimum: 1, maximum: 20_000 }),
          onlinePercent: Type.Array(
            Type.Object(
              {
                month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
                percent: Type.Number({ minimum: 0, maximum: 100 }),
                /** How busy the month was beside the others; 1 where nothing is said. */
                busy: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10 })),
              },
              closed,
            ),
          ),
          figures: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  figure: key,
                  /** A share of this figure, from `low` in the first month to `high` in the last; without it a number between the two. */
                  of: Type.Optional(key),
                  low: Type.Number({ minimum: 0 }),
                  high: Type.Number({ minimum: 0 }),
                },
                closed,
              ),
              { maxItems: 100 },
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const unitsSchema = Type.Object(
  {
    knownFrom: date,
    source: text,
    units: Type.Array(
      Type.Object(
        {
          code: unitCode,
          parent: Type.Optional(unitCode),
          level: unitLevel,
          name: words,
          short: text,
          founded: Type.Optional(date),
        },
        closed,
      ),
      { minItems: 2 },
    ),
  },
  closed,
);

export const successionSchema = Type.Object(
  {
    on: date,
    document: text,
    successors: Type.Array(
      Type.Object(
        { province: unitCode, code: unitCode, parent: Type.Optional(unitCode), level, name: words, short: text },
        closed,
      ),
    ),
    successions: Type.Array(Type.Object({ from: unitCode, to: unitCode, coverage: oneOf(['full', 'part']) }, closed)),
    abolished: Type.Array(unitCode),
    /** Departments: which agency of the other province, by its key there, goes on with their work. */
    agencies: Type.Optional(Type.Array(Type.Object({ from: key, to: key }, closed))),
  },
  closed,
);

export const agenciesSchema = Type.Object(
  {
    knownFrom: date,
    source: text,
    agencies: Type.Array(
      Type.Object(
        {
          key,
          kind: oneOf([
            'ministry',
            'province-committee',
            'department',
            'district-committee',
            'commune-committee',
            'one-stop',
          ]),
          unit: unitCode,
          parent: Type.Optional(key),
          name: words,
          identifier,
          identifierCertainty: codeCertainty,
          certainty,
          address: Type.Optional(words),
          phone: Type.Optional(text),
          from: Type.Optional(date),
          to: Type.Optional(date),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

export const calendarSchema = Type.Object(
  {
    officeHours: Type.Object(
      {
        from: date,
        certainty,
        sessions: Type.Array(Type.Object({ from: time, to: time }, closed), { minItems: 1, maxItems: 4 }),
      },
      closed,
    ),
    years: Type.Array(
      Type.Object(
        {
          year: Type.Integer({ minimum: 2000, maximum: 2100 }),
          status: oneOf(['official', 'provisional']),
          off: Type.Array(
            Type.Object(
              { date, kind: oneOf(['statutory', 'compensation', 'swap-off']), name: words, certainty: codeCertainty },
              closed,
            ),
          ),
          makeUp: Type.Array(Type.Object({ date, insteadOf: date, certainty: codeCertainty }, closed)),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

export const fieldsSchema = Type.Object(
  { fields: Type.Array(Type.Object({ key, name: words }, closed), { minItems: 1 }) },
  closed,
);

export const lifeEventsSchema = Type.Object(
  { lifeEvents: Type.Array(Type.Object({ key, name: words, hint: words }, closed), { minItems: 1 }) },
  closed,
);

export const synonymsSchema = Type.Object(
  {
    synonyms: Type.Array(
      Type.Object({ say: Type.Array(text, { minItems: 1 }), means: Type.Array(text, { minItems: 1 }) }, closed),
    ),
  },
  closed,
);

export const reasonsSchema = Type.Object(
  {
    reasons: Type.Array(
      Type.Object(
        {
          key,
          use: oneOf(['supplement', 'refuse-intake', 'refuse-result', 'stop']),
          words,
          pointsTo: oneOf(['paper', 'answer', 'dossier']),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

export type ProvinceFile = Type.Static<typeof provinceSchema>;
export type UnitsFile = Type.Static<typeof unitsSchema>;
export type SuccessionFile = Type.Static<typeof successionSchema>;
export type AgenciesFile = Type.Static<typeof agenciesSchema>;
export type CalendarFile = Type.Static<typeof calendarSchema>;
export type FieldsFile = Type.Static<typeof fieldsSchema>;
export type LifeEventsFile = Type.Static<typeof lifeEventsSchema>;
export type SynonymsFile = Type.Static<typeof synonymsSchema>;
export type ReasonsFile = Type.Static<typeof reasonsSchema>;
