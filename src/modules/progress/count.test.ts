import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../platform/canonical-json.ts';
import { type CountedDossier, countEntries } from './count.ts';

const unit = '00000000-0000-8000-8000-000000000001';
const file = (more: JsonObject = {}): JsonObject => ({
  unitId: unit,
  procedureCode: '1.001193',
  channel: 'online',
  helper: 'nobody',
  synthetic: false,
  ...more,
});
const entry = (streamId: string, action: string, at: string, facts: JsonObject = {}) => ({
  streamKind: 'dossier',
  streamId,
  action,
  at: Temporal.Instant.from(at),
  facts,
});
const none = new Map<string, CountedDossier>();

describe('counting entries of the journal', () => {
  it('counts a filing once, on its day in Việt Nam, and how it was filed', () => {
    const { days } = countEntries(
      [
        entry('a', 'file', '2022-10-09T18:00:00Z', file()),
        entry('b', 'file', '2022-10-10T02:00:00Z', file({ helper: 'desk' })),
        entry('c', 'file', '2022-10-10T02:00:00Z', file({ channel: 'counter', helper: 'desk', synthetic: true })),
        entry('a', 'transfer', '2022-10-10T03:00:00Z'),
      ],
      none,
    );
    expect(days).toEqual([
      {
        day: '2022-10-10',
        unitId: unit,
        procedureCode: '1.001193',
        received: 3,
        online: 2,
        onlineAlone: 1,
        finished: 0,
        onTime: 0,
        synthetic: 1,
      },
    ]);
  });

  it('measures the end against the appointment as moved by pauses, also over two batches', () => {
    const first = countEntries(
      [
        entry('a', 'file', '2022-10-03T01:00:00Z', file()),
        entry('a', 'accept', '2022-10-03T02:00:00Z', { dueAt: '2022-10-04T10:00:00Z' }),
      ],
      none,
    );
    const known = new Map(first.dossiers.map((dossier) => [dossier.streamId, dossier]));
    const late = countEntries([entry('a', 'issue', '2022-10-06T01:00:00Z')], known);
    expect(late.days[0]).toMatchObject({ day: '2022-10-06', finished: 1, onTime: 0 });
    const paused = countEntries(
      [
        entry('a', 'supplement', '2022-10-05T01:00:00Z', { dueAt: '2022-10-06T10:00:00Z' }),
        entry('a', 'issue', '2022-10-06T01:00:00Z'),
      ],
      known,
    );
    expect(paused.days[0]).toMatchObject({ finished: 1, onTime: 1 });
  });

  it('does not let an apology make a late dossier punctual', () => {
    const { days } = countEntries(
      [
        entry('a', 'file', '2022-10-03T01:00:00Z', file()),
        entry('a', 'accept', '2022-10-03T02:00:00Z', { dueAt: '2022-10-04T10:00:00Z' }),
        entry('a', 'extend', '2022-10-04T09:00:00Z', { dueAt: '2022-10-10T10:00:00Z' }),
        entry('a', 'supplement', '2022-10-05T09:00:00Z', { dueAt: '2022-10-12T10:00:00Z' }),
        entry('a', 'issue', '2022-10-07T01:00:00Z'),
      ],
      none,
    );
    expect(days.find(({ day }) => day === '2022-10-07')).toMatchObject({ finished: 1, onTime: 0 });
  });

  it('counts the first result only, and nothing of what was never taken in', () => {
    const { days } = countEntries(
      [
        entry('a', 'file', '2022-10-03T01:00:00Z', file()),
        entry('a', 'accept', '2022-10-03T02:00:00Z', { dueAt: '2022-10-04T10:00:00Z' }),
        entry('a', 'issue', '2022-10-04T01:00:00Z'),
        entry('a', 'issue', '2022-10-08T01:00:00Z'),
        entry('b', 'end', '2022-10-08T01:00:00Z'),
      ],
      none,
    );
    expect(days.reduce((sum, { finished }) => sum + finished, 0)).toBe(1);
  });
});
