import type { FastifyInstance } from 'fastify';
import { httpErrors } from './errors.ts';

/** Deeper than any form or document of ours nests. */
const deepest = 12;

/**
 * Refuses at the door what no text of ours can hold: U+0000, which PostgreSQL cannot store, and halves of surrogate pairs, which its JSON
 * refuses. Both only come from programs; deeper in they would end as a failure of the server instead of an answer.
 */
export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (!isStorable(request.params, 0) || !isStorable(request.query, 0) || !isStorable(request.body, 0))
      throw httpErrors.badRequest();
  });
}

export function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return true;
  if (depth >= deepest) return false;
  if (Array.isArray(value)) return value.every((each) => isStorable(each, depth + 1));
  if (!isPlain(value)) return true;
  return Object.entries(value).every(([name, each]) => isStorable(name, depth + 1) && isStorable(each, depth + 1));
}

/** Not an instance of a class. The parsers of addresses, queries and forms give objects over an empty prototype of their own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
