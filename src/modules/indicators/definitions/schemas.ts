import { type Static, Type } from 'typebox';
import { closed, date, key, oneOf, text, words } from '../../../platform/yaml-shape.ts';
import { inputSchema } from '../editions/edition-schema.ts';
import { certainties, leafKinds, origins } from '../editions/model.ts';
import { type BaseUnit, baseUnits } from '../formula/units-of-measure.ts';
import { mergingRules } from '../successions/merging-rule.ts';
import { sharingRules } from '../targets/model.ts';
import { sharingSchema } from '../targets/schema.ts';

const certainty = oneOf(certainties);
const levels = ['country', 'province', 'district', 'commune'] as const;
const level = oneOf(levels);
const unitCode = Type.String({ pattern: '^(country|\\d{2}(\\d|\\d{3})?)$' });
const baseUnit = oneOf(Object.keys(baseUnits) as BaseUnit[]);

/** `indicators/figures.yaml` */
export const figuresSchema = Type.Object(
  {
    figures: Type.Array(
      Type.Object(
        {
          key,
          name: words,
          definition: words,
          unit: baseUnit,
          level,
          kind: oneOf(['at', 'during']),
          period: oneOf(['month', 'quarter', 'year']),
          dueDays: Type.Integer({ minimum: 1, maximum: 120 }),
          about: Type.Optional(oneOf(['people', 'things'])),
        },
        closed,
      ),
      { maxItems: 500 },
    ),
  },
  closed,
);
export type FiguresFile = Static<typeof figuresSchema>;

/** Besides what editions may name: how many components of an edition come from somewhere. */
const indicatorInput = Type.Object(
  {
    ...inputSchema.properties,
    components: Type.Optional(Type.Object({ edition: key, origin: oneOf([...origins, 'all']) }, closed)),
  },
  closed,
);

/** `indicators/indicators.yaml` */
export const indicatorsSchema = Type.Object(
  {
    indicators: Type.Array(
      Type.Object(
        {
          key,
          name: words,
          definition: words,
          inputs: Type.Array(indicatorInput, { minItems: 1, maxItems: 12 }),
          formula: text,
          /** Key of the input that it is a share of; without it, what the formula divides by. */
          base: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,39}$' })),
          /** A changed formula counts from here on; without it from the day of publishing. */
          validFrom: Type.Optional(date),
          better: oneOf(['up', 'down']),
          levels: Type.Array(level, { minItems: 1, maxItems: 4 }),
          kind: Type.Optional(oneOf(leafKinds)),
          merged: Type.Optional(oneOf(mergingRules)),
          /** Of a weighted mean: the input or figure that it goes by. */
          mergedBy: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9_-]{0,39}$' })),
          /** Said where the series breaks. */
          changed: Type.Optional(Type.Object({ note: words, comparable: Type.Optional(Type.Boolean()) }, closed)),
          headline: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
          advice: Type.Optional(words),
          certainty,
          source: Type.Optional(words),
        },
        closed,
      ),
      { maxItems: 500 },
    ),
  },
  closed,
);
export type IndicatorsFile = Static<typeof indicatorsSchema>;

/** `indicators/targets.yaml` */
export const targetsSchema = Type.Object(
  {
    targets: Type.Array(
      Type.Object(
        {
          indicator: key,
          unit: unitCode,
          by: date,
          value: Type.Number(),
          document: words,
          certainty,
          shared: oneOf([...sharingRules, 'not']),
          sharing: Type.Optional(sharingSchema),
        },
        closed,
      ),
      { maxItems: 5000 },
    ),
  },
  closed,
);
export type TargetsFile = Static<typeof targetsSchema>;

/** `indicators/claims.yaml` */
export const claimsSchema = Type.Object(
  {
    claims: Type.Array(
      Type.Object(
        {
          indicator: key,
          unit: unitCode,
          from: date,
          to: date,
          value: Type.Number(),
          definition: words,
          source: words,
          certainty,
        },
        closed,
      ),
      { maxItems: 5000 },
    ),
  },
  closed,
);
export type ClaimsFile = Static<typeof claimsSchema>;

/** `indicators/facts.yaml` */
export const factsSchema = Type.Object(
  {
    facts: Type.Array(
      Type.Object(
        { figure: key, unit: unitCode, on: date, value: Type.Number({ minimum: 0 }), source: words, certainty },
        closed,
      ),
      { maxItems: 20_000 },
    ),
  },
  closed,
);
export type FactsFile = Static<typeof factsSchema>;

/** `indicators/publication.yaml` */
export const publicationSchema = Type.Object(
  {
    smallestShown: Type.Integer({ minimum: 1, maximum: 100 }),
    licence: Type.Object({ name: words, url: Type.String({ pattern: '^https://[^\\s"<>]+$' }) }, closed),
    publisher: Type.Optional(
      Type.Object({ name: words, contact: Type.String({ pattern: '^(mailto:|https://)[^\\s"<>]+$' }) }, closed),
    ),
  },
  closed,
);
export type PublicationFile = Static<typeof publicationSchema>;
