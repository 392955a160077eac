import { type Static, type TSchema, Type } from 'typebox';
import { closed, date, key, oneOf, text, words } from '../../../platform/yaml-shape.ts';
import { type BaseUnit, baseUnits } from '../formula/units-of-measure.ts';
import { certainties, leafKinds } from './model.ts';

const certainty = oneOf(certainties);
const code = Type.String({ pattern: '^[A-Za-z0-9]{1,6}(\\.[0-9]{1,3}[a-z]?){0,5}$' });
const positive = Type.Number({ minimum: 0, maximum: 10_000 });

export const inputSchema = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,39}$' }),
    name: words,
    unit: oneOf(Object.keys(baseUnits) as BaseUnit[]),
    measure: Type.Optional(Type.String({ pattern: '^[a-z]+\\.[A-Za-z-]+$' })),
    figure: Type.Optional(key),
  },
  closed,
);

/** Nodes lie in each other, to any depth that a document has; six is twice the deepest known. */
function nodeSchema(depth: number): TSchema {
  return Type.Object(
    {
      code,
      name: Type.Optional(words),
      points: Type.Optional(Type.Union([positive, Type.Object({ placeholder: positive }, closed)])),
      weight: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
      components: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      certainty: Type.Object(
        { name: certainty, points: Type.Optional(certainty), formula: Type.Optional(certainty) },
        closed,
      ),
      kind: Type.Optional(oneOf(leafKinds)),
      inputs: Type.Optional(Type.Array(inputSchema, { maxItems: 12 })),
      formula: Type.Optional(text),
      zeroDivisor: Type.Optional(oneOf(['not-applicable', 'full', 'none'])),
      /** How the document itself says that it is scored: words, worked out by nobody. */
      note: Type.Optional(text),
      /** Where the document says the figures come from. */
      source: Type.Optional(text),
      ...(depth === 0
        ? {}
        : { nodes: Type.Optional(Type.Array(Type.Unsafe<NodeFile>(nodeSchema(depth - 1)), { maxItems: 200 })) }),
    },
    closed,
  );
}

export interface NodeFile {
  readonly code: string;
  readonly name?: { readonly vi: string; readonly en: string };
  readonly points?: number | { readonly placeholder: number };
  readonly weight?: number;
  readonly components?: number;
  readonly certainty: {
    readonly name: (typeof certainties)[number];
    readonly points?: (typeof certainties)[number];
    readonly formula?: (typeof certainties)[number];
  };
  readonly kind?: (typeof leafKinds)[number];
  readonly inputs?: readonly Static<typeof inputSchema>[];
  readonly formula?: string;
  readonly zeroDivisor?: 'not-applicable' | 'full' | 'none';
  readonly note?: string;
  readonly source?: string;
  readonly nodes?: readonly NodeFile[];
}

/** The shape of a file under `indicators/editions/` of a province. */
export const editionSchema = Type.Object(
  {
    key,
    name: words,
    document: Type.Object({ number: text, date, issuer: words, certainty }, closed),
    level: oneOf(['province', 'department', 'district', 'commune']),
    validFrom: date,
    validTo: Type.Optional(date),
    /** From when on this file counts where an older one told the edition otherwise; without it, for all that came before too. */
    countsFrom: Type.Optional(date),
    supersedes: Type.Optional(key),
    rule: oneOf(['sum', 'weighted-mean']),
    total: Type.Object(
      {
        points: positive,
        decimals: Type.Integer({ minimum: 0, maximum: 6 }),
        components: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      },
      closed,
    ),
    caveat: Type.Optional(words),
    bands: Type.Optional(Type.Array(Type.Object({ from: positive, name: words, certainty }, closed), { maxItems: 12 })),
    nodes: Type.Array(Type.Unsafe<NodeFile>(nodeSchema(5)), { minItems: 1, maxItems: 100 }),
    views: Type.Optional(
      Type.Array(
        Type.Object(
          { code, name: words, nodes: Type.Array(code, { minItems: 1 }), points: positive, certainty },
          closed,
        ),
        { maxItems: 20 },
      ),
    ),
  },
  closed,
);
export type EditionFile = Static<typeof editionSchema>;
