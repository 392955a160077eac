import type { DomainError, ErrorKind } from '../errors.ts';
import type { Language } from '../text.ts';

/** The one table from kinds of failure to HTTP. */
export const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly faults?: readonly { readonly path: string; readonly detail: string }[];
}

/** `status` where a protocol asks for another than the kind of the failure has. */
export function toProblem(error: DomainError, language: Language, status = statusOf[error.kind]): Problem {
  return {
    type: `/loi/${error.code}`,
    title: error.words[language],
    status,
    code: error.code,
    ...(error.faults.length === 0
      ? {}
      : { faults: error.faults.map((fault) => ({ path: fault.path, detail: fault.words[language] })) }),
  };
}
