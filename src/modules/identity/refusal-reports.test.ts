import { expect, it } from 'vitest';
import { RefusalMeter } from './refusal-reports.ts';

const now = Temporal.Instant.from('2022-10-10T01:00:00Z');

it('writes the first of one person or address, then ever fewer, and begins anew after an hour', () => {
  const meter = new RefusalMeter();
  const written = Array.from({ length: 400 }, () => meter.count('csrf-refused', '', 'one', now)).filter(Boolean);
  expect(written).toEqual([...Array.from({ length: 20 }, (_, n) => n + 1), 40, 80, 160, 320]);
  expect(meter.count('csrf-refused', '', 'another', now)).toBe(1);
  expect(meter.count('csrf-refused', '', 'one', now.add({ minutes: 59 }))).toBeUndefined();
  expect(meter.count('csrf-refused', '', 'one', now.add({ minutes: 61 }))).toBe(1);
});

it('is not filled from a million addresses either, nor forgets the bound of all for them', () => {
  const meter = new RefusalMeter();
  let written = 0;
  for (let address = 0; address < 100_000; address++)
    if (meter.count('tracking-refused', 'DOS-0019', String(address), now) !== undefined) written++;
  expect(written).toBe(1006);
});
