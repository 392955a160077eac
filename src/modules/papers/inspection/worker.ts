import { parentPort } from 'node:worker_threads';
import { decodeHeic } from './heic.ts';
import { inspectContent } from './inspect.ts';
import type { Inspected } from './inspector.ts';
import { withoutLocation } from './location.ts';

/**
 * Runs beside the server, not in it: a hostile file can at worst exhaust this thread's memory or time, and is then refused.
 * A message is the content; the answer is the inspection and, where what was handed in is not to be shown, a JPEG in its place.
 */
parentPort?.on('message', (content: Uint8Array) => {
  void answer(Buffer.from(content.buffer, content.byteOffset, content.byteLength)).then((inspected) =>
    parentPort?.postMessage(inspected),
  );
});

async function answer(bytes: Buffer): Promise<Inspected> {
  const inspection = await inspectContent(bytes);
  if (!inspection.ok) return { inspection };
  if (inspection.kind === 'jpeg') {
    const shown = withoutLocation(bytes);
    return shown === undefined ? { inspection } : { inspection, shown };
  }
  if (inspection.kind !== 'heif') return { inspection };
  try {
    const { jpeg, width, height } = await decodeHeic(bytes);
    return { inspection: { ...inspection, width, height }, shown: jpeg };
  } catch {
    return { inspection: { ok: false, refusal: 'brokenHeic', kind: 'heif' } };
  }
}
