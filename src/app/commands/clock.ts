import { parseArgs } from 'node:util';
import { defineErrors } from '../../platform/errors.ts';
import { formatDateTime } from '../../platform/text.ts';
import { openProvince } from '../open-province.ts';
import type { CommandContext } from './context.ts';

const clockErrors = defineErrors('CLK', {
  production: [
    '0001',
    'forbidden',
    'Ở chế độ production, thời gian nghiệp vụ là thời gian thật.',
    'In production, business time is real time and cannot be moved.',
  ],
  badDuration: [
    '0002',
    'invalid',
    'Không hiểu “{text}”. Ví dụ: 3d, 12h, 30m.',
    'Cannot read "{text}". Examples: 3d, 12h, 30m.',
  ],
  tooFar: [
    '0003',
    'invalid',
    '“{text}” quá xa: mỗi lần tiến nhiều nhất một năm (366d), vì thời gian không lùi lại được.',
    '"{text}" is too far: at most a year (366d) at a time, since time cannot be taken back.',
  ],
});

/** Business time never goes back, so a slip of the finger must not end in another century. */
const mostMs = 366 * 86_400_000;

/** `--advance 3d` moves the demo's business time on; a running server follows within two seconds. */
export async function clockCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { advance: { type: 'string' } } });
  const advanceMs = values.advance === undefined ? 0 : parseDuration(values.advance);
  if (advanceMs !== 0 && config.mode === 'production') throw clockErrors.production();
  const province = await openProvince(config, print, 'kept');
  try {
    await province.database.asOwner((tx) =>
      tx.run('update province_state set business_offset_ms = business_offset_ms + $1', [advanceMs]),
    );
    print(`Business time: ${formatDateTime(province.clock.business().add({ milliseconds: advanceMs }), 'en')}`);
    return 0;
  } finally {
    await province.close();
  }
}

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function parseDuration(text: string): number {
  const match = /^(\d{1,5})([mhd])$/.exec(text);
  if (match === null) throw clockErrors.badDuration({ values: { text } });
  const ms = Number(match[1]) * (unitMs[match[2] as string] as number);
  if (ms > mostMs) throw clockErrors.tooFar({ values: { text } });
  return ms;
}
