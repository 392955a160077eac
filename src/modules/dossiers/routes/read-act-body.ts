import { Value } from 'typebox/value';
import type { FieldFault } from '../../../platform/errors.ts';
import type { Act } from '../acts.ts';
import { dossierErrors } from '../errors.ts';
import { fieldFaults } from '../pages/act-texts.ts';

export type Posted = Readonly<Record<string, unknown>>;

/** Reads a posted form for an act: numbers, lists of points, empty fields left out; every fault at once, each at its field. */
export function readActBody(act: Act, posted: Posted): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(act.body.properties)) {
    if (name === 'points') {
      body['points'] = readPoints(posted);
      continue;
    }
    const value = posted[name];
    if (typeof value !== 'string' || value.trim() === '') continue;
    // "8.000" and "8 000" are how amounts are written here; a decimal fraction of a đồng or a day does not exist.
    body[name] =
      (schema as { type?: string }).type === 'integer'
        ? Number(value.replaceAll(/[.\s]/g, ''))
        : value.normalize('NFC').trim();
  }
  return assertActBody(act, body);
}

/** Checks a body against what the act asks for. */
export function assertActBody(act: Act, body: unknown): Record<string, unknown> {
  if (Value.Check(act.body, body)) return body as Record<string, unknown>;
  if (act.action === 'request-supplement')
    throw dossierErrors.listNeeded({ faults: [{ path: '/points', words: worded('points') }] });
  throw dossierErrors.badAnswers({ faults: faultsOf(act, body) });
}

function faultsOf(act: Act, body: unknown): FieldFault[] {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const required: readonly string[] = act.body.required ?? [];
  const wrong = Object.entries(act.body.properties).filter(([name, schema]) =>
    given[name] === undefined ? required.includes(name) : !Value.Check(schema, given[name]),
  );
  const unknown = Object.keys(given).filter((name) => !(name in act.body.properties));
  return [...wrong.map(([name]) => name), ...unknown].map((name) => ({ path: `/${name}`, words: worded(name) }));
}

function worded(name: string) {
  return fieldFaults[name] ?? { vi: 'Mục này chưa đúng hoặc còn trống.', en: 'This is empty or does not fit.' };
}

/** `points.0.target`, `points.0.reason`, `points.0.note`: lines without either are in order and left out; a half line is a fault at its field. */
function readPoints(posted: Posted): { reason: string; target: string; note: string }[] {
  const text = (name: string) => (typeof posted[name] === 'string' ? posted[name].normalize('NFC').trim() : '');
  const points = Object.keys(posted)
    .flatMap((name) => /^points\.(\d{1,3})\.target$/.exec(name)?.[1] ?? [])
    .map((index) => ({
      index,
      reason: text(`points.${index}.reason`),
      target: text(`points.${index}.target`),
      note: text(`points.${index}.note`),
    }))
    .filter((point) => point.reason !== '' || point.note !== '');
  const faults = points.flatMap(({ index, reason, note }): FieldFault[] => {
    if (reason === '') return [{ path: `/points/${index}/reason`, words: worded('pointReason') }];
    return note === '' ? [{ path: `/points/${index}/note`, words: worded('pointNote') }] : [];
  });
  if (faults.length > 0) throw dossierErrors.listNeeded({ faults });
  return points.map(({ reason, target, note }) => ({ reason, target, note }));
}
