import { parentPort } from 'node:worker_threads';
import { inspectContent } from './inspect.ts';

/**
 * Runs beside the server, not in it: a hostile file can at worst exhaust this thread's memory or time, and is then refused.
 * A message is the content; the answer is the inspection and, for HEIC, the picture as JPEG, which every browser shows.
 */
parentPort?.on('message', (content: Uint8Array) => {
  void answer(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
});

async function answer(bytes: Buffer): Promise<void> {
  const inspection = await inspectContent(bytes);
  if (!inspection.ok || inspection.kind !== 'heif') {
    parentPort?.postMessage({ inspection });
    return;
  }
  try {
    // Its decoder takes half a second to load, and few files need it.
    const { default: convert } = await import('heic-convert');
    const jpeg = new Uint8Array(await convert({ buffer: bytes, format: 'JPEG', quality: 0.85 }));
    parentPort?.postMessage({ inspection, jpeg });
  } catch {
    parentPort?.postMessage({ inspection: { ok: false, refusal: 'brokenHeic' } });
  }
}
