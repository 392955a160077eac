import { Type } from 'typebox';
import { closed, date, key, words } from '../../../platform/yaml-shape.ts';

/** `sharing` of a target in `indicators/targets.yaml`: what its rule of sharing out goes by. */
export const sharingSchema = Type.Object(
  {
    on: Type.Optional(date),
    base: Type.Optional(
      Type.Object(
        { measure: Type.Optional(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' })), figure: Type.Optional(key) },
        closed,
      ),
    ),
    cap: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    step: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    parts: Type.Optional(
      Type.Array(
        Type.Object(
          { unit: Type.String({ pattern: '^\\d{2}(\\d|\\d{3})?$' }), value: Type.Number({ minimum: 0 }) },
          closed,
        ),
        { minItems: 1, maxItems: 12_000 },
      ),
    ),
    document: Type.Optional(words),
  },
  closed,
);
