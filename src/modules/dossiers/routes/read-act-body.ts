import { Value } from 'typebox/value';
import type { Act } from '../acts.ts';
import { dossierErrors } from '../errors.ts';

export type Posted = Readonly<Record<string, unknown>>;

/** Reads a posted form for an act: numbers, lists of points, empty fields left out; every fault at once. */
export function readActBody(act: Act, posted: Posted): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(act.body.properties)) {
    if (name === 'points') {
      body['points'] = readPoints(posted);
      continue;
    }
    const value = posted[name];
    if (typeof value !== 'string' || value.trim() === '') continue;
    body[name] = (schema as { type?: string }).type === 'integer' ? Number(value) : value.normalize('NFC').trim();
  }
  return assertActBody(act, body);
}

/** Checks a body against what the act asks for. */
export function assertActBody(act: Act, body: unknown): Record<string, unknown> {
  if (Value.Check(act.body, body)) return body as Record<string, unknown>;
  if (act.action === 'request-supplement') throw dossierErrors.listNeeded();
  const faults = Value.Errors(act.body, body).map((fault) => ({
    path: fault.instancePath,
    words: {
      vi: `Mục ${fault.instancePath.slice(1) || 'này'} chưa đúng hoặc còn trống.`,
      en: `${fault.instancePath.slice(1) || 'This'}: ${fault.message}`,
    },
  }));
  throw dossierErrors.badAnswers({ faults });
}

/** `points.0.target`, `points.0.reason`, `points.0.note`: lines without a reason are in order and left out. */
function readPoints(posted: Posted): { reason: string; target: string; note: string }[] {
  const text = (name: string) => (typeof posted[name] === 'string' ? posted[name].normalize('NFC').trim() : '');
  return Object.keys(posted)
    .flatMap((name) => /^points\.(\d{1,3})\.target$/.exec(name)?.[1] ?? [])
    .map((index) => ({
      reason: text(`points.${index}.reason`),
      target: text(`points.${index}.target`),
      note: text(`points.${index}.note`),
    }))
    .filter((point) => point.reason !== '' || point.note !== '');
}
