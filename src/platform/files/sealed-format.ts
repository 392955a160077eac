import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * A sealed file: `CSF1`, length of the wrapped key (2 bytes), wrapped key, then the content in chunks, each AES-256-GCM with its tag
 * behind it. Every file has a key of its own, so the nonce is the number of the chunk; the last chunk says that it is the last,
 * so a cut, added or swapped chunk does not open. Any chunk can be read alone, which is what range requests need.
 */
export const chunkBytes = 64 * 1024;
export const tagBytes = 16;
const magic = Buffer.from('CSF1');

export function header(wrappedKey: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrappedKey.length);
  return Buffer.concat([magic, length, wrappedKey]);
}

/** The wrapped key and where the first chunk begins; undefined when this is not a sealed file. */
export function readHeader(start: Buffer): { wrappedKey: Buffer; bodyAt: number } | undefined {
  if (start.length < 6 || !start.subarray(0, 4).equals(magic)) return undefined;
  const bodyAt = 6 + start.readUInt16BE(4);
  return start.length < bodyAt ? undefined : { wrappedKey: start.subarray(6, bodyAt), bodyAt };
}

export function sealChunk(key: Uint8Array, index: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index));
  cipher.setAAD(lastFlag(last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the chunk is not exactly what was sealed at this place. */
export function openChunk(key: Uint8Array, index: number, last: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index), { authTagLength: tagBytes });
  decipher.setAAD(lastFlag(last));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
}

/** How many chunks a body holds and how long the content is; undefined for a length no body can have. */
export function measureBody(bodyBytes: number): { chunks: number; sizeBytes: number } | undefined {
  const chunks = Math.ceil(bodyBytes / (chunkBytes + tagBytes));
  const sizeBytes = bodyBytes - chunks * tagBytes;
  const lastBytes = bodyBytes - (chunks - 1) * (chunkBytes + tagBytes);
  return chunks === 0 || lastBytes < tagBytes ? undefined : { chunks, sizeBytes };
}

/** Cuts a content into chunks of equal size; an empty content is one empty chunk. */
export async function* cutIntoChunks(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ plain: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const part of content) {
    held.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    heldBytes += part.byteLength;
    if (heldBytes <= chunkBytes) continue;
    const joined = Buffer.concat(held);
    let at = 0;
    for (; joined.length - at > chunkBytes; at += chunkBytes)
      yield { plain: joined.subarray(at, at + chunkBytes), last: false };
    held = [joined.subarray(at)];
    heldBytes = joined.length - at;
  }
  yield { plain: Buffer.concat(held), last: true };
}

function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(index, 6, 6);
  return bytes;
}

function lastFlag(last: boolean): Buffer {
  return Buffer.from([last ? 1 : 0]);
}
