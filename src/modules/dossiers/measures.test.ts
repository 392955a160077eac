import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../platform/canonical-json.ts';
import type { CountedEntry } from '../../platform/measures.ts';
import { dateOf } from '../../platform/text.ts';
import { dossierMeasures } from './measures.ts';

const unit = '00000000-0000-8000-8000-000000000001';
type Act = readonly [action: string, at: string, facts?: JsonObject];
const file = (at: string, more: JsonObject = {}): Act => [
  'file',
  at,
  { unitId: unit, procedureCode: '1.001193', channel: 'online', helper: 'nobody', synthetic: false, ...more },
];

/** Sums of one stream by measure, or by measure and day. */
function count(acts: readonly Act[], key = (measure: string, _day: string) => measure): Record<string, number> {
  let memory: JsonObject | undefined;
  const sums: Record<string, number> = {};
  acts.forEach(([action, at, facts = {}], index) => {
    const entry: CountedEntry = {
      streamKind: 'dossier',
      streamId: 'a',
      version: index + 1,
      action,
      at: Temporal.Instant.from(at),
      facts,
    };
    if (!dossierMeasures.actions.has(action)) return;
    const counted = dossierMeasures.count(memory, entry);
    memory = counted.memory;
    for (const { measure, at: when, value } of counted.counts) {
      const name = key(measure.replace('dossiers.', ''), dateOf(when).toString());
      sums[name] = (sums[name] ?? 0) + value;
    }
  });
  return sums;
}

const accept: Act = ['accept', '2022-10-03T02:00:00Z', { dueAt: '2022-10-04T10:00:00Z' }];

describe('measures of dossiers', () => {
  it('counts a filing on its day in Việt Nam, and how it was filed', () => {
    expect(count([file('2022-10-09T18:00:00Z'), ['transfer', '2022-10-10T03:00:00Z']], (m, d) => `${d} ${m}`)).toEqual({
      '2022-10-10 received': 1,
      '2022-10-10 open': 1,
      '2022-10-10 online': 1,
      '2022-10-10 onlineAlone': 1,
    });
    expect(count([file('2022-10-10T02:00:00Z', { channel: 'counter', helper: 'desk', synthetic: true })])).toEqual({
      received: 1,
      open: 1,
      counter: 1,
      helpedByDesk: 1,
      synthetic: 1,
    });
    const byTeam = count([file('2022-10-10T02:00:00Z', { helper: 'team' })]);
    expect(byTeam).toMatchObject({ online: 1, helpedByTeam: 1 });
    expect(byTeam).not.toHaveProperty('onlineAlone');
    expect(count([file('2022-10-10T02:00:00Z', { channel: 'post', helper: 'post-office' })])).toMatchObject({
      post: 1,
      helpedByPostOffice: 1,
    });
  });

  it('measures the end against the appointment as moved by pauses', () => {
    const begun = [file('2022-10-03T01:00:00Z'), accept];
    expect(count([...begun, ['issue', '2022-10-06T01:00:00Z']])).toMatchObject({ finished: 1, late: 1, open: 0 });
    const paused: Act = ['supplement', '2022-10-05T01:00:00Z', { dueAt: '2022-10-06T10:00:00Z' }];
    expect(count([...begun, paused, ['issue', '2022-10-06T01:00:00Z']])).toMatchObject({ finished: 1, onTime: 1 });
  });

  it('does not let an apology make a late dossier punctual', () => {
    const sums = count([
      file('2022-10-03T01:00:00Z'),
      accept,
      ['extend', '2022-10-04T09:00:00Z', { dueAt: '2022-10-10T10:00:00Z' }],
      ['supplement', '2022-10-05T09:00:00Z', { dueAt: '2022-10-12T10:00:00Z' }],
      ['issue', '2022-10-07T01:00:00Z'],
    ]);
    expect(sums).toMatchObject({ finished: 1, late: 1 });
    expect(sums).not.toHaveProperty('onTime');
  });

  it('counts the first settling only; a recall opens it again and takes its result out of the day of its issue', () => {
    const recalled: readonly Act[] = [
      file('2022-10-03T01:00:00Z'),
      accept,
      ['issue', '2022-10-04T01:00:00Z'],
      ['recall', '2022-10-05T01:00:00Z'],
    ];
    expect(count(recalled)).toMatchObject({ finished: 1, onTime: 1, open: 1, electronicResult: 0 });
    expect(count(recalled, (m, d) => `${d} ${m}`)).toMatchObject({ '2022-10-04 electronicResult': 0 });
    expect(count([...recalled, ['issue', '2022-10-08T01:00:00Z']])).toMatchObject({
      finished: 1,
      onTime: 1,
      open: 0,
      electronicResult: 1,
    });
  });

  it('counts nothing of what was never filed, and no settling without an appointment', () => {
    expect(count([['end', '2022-10-08T01:00:00Z']])).toEqual({});
    expect(count([file('2022-10-03T01:00:00Z'), ['refuse-intake', '2022-10-03T02:00:00Z']])).toMatchObject({
      refusedIntake: 1,
      open: 0,
    });
  });

  it('counts a list of supplements when it goes out, and a second rating in the place of the first', () => {
    expect(
      count([
        file('2022-10-03T01:00:00Z'),
        ['request-supplement', '2022-10-03T02:00:00Z', { list: 2, needsApproval: true }],
        ['approve-supplement', '2022-10-03T03:00:00Z'],
        ['rate', '2022-10-09T01:00:00Z', { stars: 2 }],
        ['rate', '2022-10-10T01:00:00Z', { stars: 5 }],
      ]),
    ).toMatchObject({ supplementAsked: 1, secondSupplement: 1, ratings: 1, satisfied: 1 });
  });
});
