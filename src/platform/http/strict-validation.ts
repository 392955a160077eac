import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import { isUuid } from '../ids.ts';

/**
 * Validation for programs: a body is what its schema says or refused with every fault named; nothing is converted or left out in silence.
 * Addresses and queries are text by nature, so numbers and yes/no in them are read from text.
 */
export function refineValidation(app: FastifyInstance): void {
  const exact = build(false);
  const fromText = build(true);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? exact : fromText).compile(schema as object),
  );
}

function build(coerceTypes: boolean): Ajv2020 {
  // All faults at once costs time with the size of the input; bodies are limited to a megabyte and their lists by the schemas.
  const ajv = new Ajv2020({
    allErrors: true,
    coerceTypes,
    removeAdditional: false,
    useDefaults: false,
    strict: false,
    ownProperties: true,
  });
  addFormats.default(ajv);
  // Lower case, without a prefix: as every id of ours is written.
  ajv.addFormat('uuid', { type: 'string', validate: isUuid });
  return ajv;
}
