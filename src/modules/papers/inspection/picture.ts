import { crc32 } from 'node:zlib';
import type { Refusal } from '../errors.ts';
import { measureInflated } from './inflate.ts';

/** 64 million pixels unfold to 256 MB in a viewer; the largest phone photos in everyday use have 50. */
export const mostPixels = 64_000_000;
/** Decoding HEIC takes some 25 bytes a pixel; phones write 12 or 24 million unless told otherwise. */
export const mostHeicPixels = 26_000_000;
const longestSide = 30_000;

export interface Picture {
  readonly width: number;
  readonly height: number;
}

export function checkSize(picture: Picture): Refusal | undefined {
  if (picture.width === 0 || picture.height === 0) return 'brokenPicture';
  if (picture.width > longestSide || picture.height > longestSide || picture.width * picture.height > mostPixels)
    return 'hugePicture';
  return undefined;
}

/** Walks the segments of a JPEG from start to end mark; what phones append behind the end mark is allowed. */
export function readJpeg(bytes: Buffer): Picture | Refusal {
  let picture: Picture | undefined;
  let scans = 0;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return 'brokenPicture';
    if (marker === 0xd9) return picture !== undefined && scans > 0 ? picture : 'brokenPicture';
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return 'brokenPicture';
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return 'brokenPicture';
    if (isFrameStart(marker)) {
      if (length < 8) return 'brokenPicture';
      picture ??= { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
      const refusal = checkSize(picture);
      if (refusal !== undefined) return refusal;
    }
    at += 2 + length;
    if (marker === 0xda) {
      // A progressive picture has some ten scans; thousands of them only burn the viewer's time.
      if (picture === undefined || ++scans > 500) return 'brokenPicture';
      at = endOfScan(bytes, at);
    }
  }
}

function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Compressed data runs to the next mark that is neither a stuffed byte nor a restart. */
export function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    const next = at < 0 ? undefined : bytes[at + 1];
    if (next === undefined) return bytes.length;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Walks the chunks of a PNG with their check sums, and inflates the pixels without keeping them. */
export async function readPng(bytes: Buffer): Promise<Picture | Refusal> {
  if (bytes.length < 33 || bytes.subarray(12, 16).toString('latin1') !== 'IHDR') return 'brokenPicture';
  const picture = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  const refusal = checkSize(picture);
  if (refusal !== undefined) return refusal;
  const pixels: Buffer[] = [];
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) return 'brokenPicture';
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return 'brokenPicture';
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (type === 'IDAT') pixels.push(bytes.subarray(at + 8, end - 4));
    if (type === 'IEND') break;
    at = end;
  }
  const expected = pixelBytes(bytes, picture);
  if (expected === undefined) return 'brokenPicture';
  const inflated = await measureInflated(pixels, expected + picture.height * 8 + 1024);
  if (inflated === 'too-much') return 'bomb';
  return inflated === 'broken' || inflated < expected ? 'brokenPicture' : picture;
}

/** How many bytes the pixels of a PNG unfold to at least (an interlaced one has a few more line starts). */
function pixelBytes(bytes: Buffer, picture: Picture): number | undefined {
  const perPixel = channels[bytes[25] as number];
  if (perPixel === undefined) return undefined;
  const interlaced = bytes[28] === 1;
  const bits = picture.width * (bytes[24] as number) * perPixel;
  return picture.height * (interlaced ? Math.floor(bits / 8) : Math.ceil(bits / 8) + 1);
}

/** Reads the sizes of all pictures inside a HEIF file from its boxes (ISO/IEC 14496-12); nothing is decoded. */
export function readHeif(bytes: Buffer): Picture | Refusal {
  const pictures: Picture[] = [];
  const boxes = { left: 20_000 };
  if (!walkBoxes(bytes, 0, bytes.length, 0, boxes, pictures)) return 'brokenHeic';
  const refusal = pictures.map(checkSize).find((found) => found !== undefined);
  if (refusal !== undefined) return refusal === 'brokenPicture' ? 'brokenHeic' : refusal;
  const largest = pictures.sort((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest === undefined) return 'brokenHeic';
  return largest.width * largest.height > mostHeicPixels ? 'hugeHeic' : largest;
}

const boxesOfBoxes = new Set(['meta', 'iprp', 'ipco']);

function walkBoxes(
  bytes: Buffer,
  from: number,
  to: number,
  depth: number,
  boxes: { left: number },
  found: Picture[],
): boolean {
  for (let at = from; at < to; ) {
    if (at + 8 > to || boxes.left-- <= 0 || depth > 4) return false;
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    const declared = bytes.readUInt32BE(at);
    if (declared === 1 && at + 16 > to) return false;
    const size = declared === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : declared === 0 ? to - at : declared;
    const head = declared === 1 ? 16 : 8;
    if (size < head || at + size > to) return false;
    if (type === 'ispe' && size >= head + 12) {
      found.push({ width: bytes.readUInt32BE(at + head + 4), height: bytes.readUInt32BE(at + head + 8) });
    }
    // `meta` is a full box: version and flags stand before its boxes.
    const inside = at + head + (type === 'meta' ? 4 : 0);
    if (boxesOfBoxes.has(type) && !walkBoxes(bytes, inside, at + size, depth + 1, boxes, found)) return false;
    at += size;
  }
  return true;
}
