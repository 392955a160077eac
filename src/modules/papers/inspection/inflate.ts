import { createInflate, inflateSync } from 'node:zlib';

/** How many bytes a zlib content unfolds to, counted without keeping them; stops as soon as there are more than `most`. */
export function measureInflated(parts: readonly Buffer[], most: number): Promise<number | 'too-much' | 'broken'> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    let bytes = 0;
    const end = (result: number | 'too-much' | 'broken') => {
      inflate.destroy();
      resolve(result);
    };
    inflate.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) end('too-much');
    });
    inflate.on('end', () => end(bytes));
    inflate.on('error', () => end('broken'));
    for (const part of parts) inflate.write(part);
    inflate.end();
  });
}

/** A zlib content of which no more than `most` bytes are expected. */
export function inflateUpTo(part: Buffer, most: number): Buffer | 'too-much' | 'broken' {
  try {
    return inflateSync(part, { maxOutputLength: most });
  } catch (error) {
    return error instanceof RangeError ? 'too-much' : 'broken';
  }
}
