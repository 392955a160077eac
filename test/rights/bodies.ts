import type { Phase } from '../../src/modules/dossiers/index.ts';
import type { House } from '../house.ts';
import { reasonFor, words } from './stage.ts';

/** A phase from which each act can be done. */
export const phaseFor: Readonly<Record<string, Phase>> = {
  accept: 'filed',
  'refuse-intake': 'filed',
  'request-supplement': 'examining',
  'approve-supplement': 'supplement-approval',
  'reject-supplement': 'supplement-approval',
  'expire-supplement': 'supplement',
  assign: 'accepted',
  'request-payment': 'examining',
  'confirm-payment': 'payment',
  propose: 'examining',
  'return-to-step': 'examining',
  approve: 'deciding',
  refuse: 'deciding',
  issue: 'issuing',
  'hand-over': 'settled',
  recall: 'settled',
  stop: 'examining',
  resume: 'stopped',
  end: 'stopped',
  transfer: 'examining',
  extend: 'examining',
};

/** A body for each act that its schema takes. */
export async function actBodies(house: House): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  const [stop, supplement, result, intake] = await Promise.all([
    reasonFor(house, 'stop'),
    reasonFor(house, 'supplement'),
    reasonFor(house, 'refuse-result'),
    reasonFor(house, 'refuse-intake'),
  ]);
  const { positionId } = await house.officer('phan-thanh-liem', 'xa-31822', []);
  return {
    accept: {},
    assign: {},
    approve: {},
    issue: {},
    'approve-supplement': {},
    propose: { decision: 'approve', words },
    refuse: { reason: result, words },
    'hand-over': { by: 'store' },
    'reject-supplement': { words },
    'request-supplement': { points: [{ reason: supplement, target: 'field:child', note: words }] },
    'request-payment': { amountDong: 8000 },
    'confirm-payment': { reference: '0001' },
    'return-to-step': { words },
    transfer: { to: positionId, words },
    'refuse-intake': { reason: intake, words },
    extend: { reason: stop, words, workingDays: 2 },
    stop: { reason: stop, words },
    resume: { words },
    end: { reason: stop, words },
    recall: { reason: stop, words },
    'expire-supplement': { reason: intake, words },
  };
}

/** The same body as the fields of a plain form. */
export function formOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      Array.isArray(value)
        ? value.flatMap((row: Record<string, string>, index) =>
            Object.entries(row).map(([field, text]) => [`${name}.${index}.${field}`, text]),
          )
        : [[name, String(value)]],
    ),
  );
}

export const citizenActs: readonly {
  readonly action: string;
  readonly slug: string;
  readonly phase: Phase;
  readonly body: Record<string, unknown>;
  readonly form: Record<string, string>;
}[] = [
  { action: 'withdraw', slug: 'rut', phase: 'filed', body: { words }, form: { words } },
  { action: 'supplement', slug: 'bo-sung', phase: 'supplement', body: { words, paperIds: [] }, form: { words } },
  { action: 'rate', slug: 'danh-gia', phase: 'returned', body: { stars: 4 }, form: { stars: '4' } },
];
