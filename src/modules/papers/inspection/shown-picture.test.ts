import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'jpeg-js';
import { afterAll, expect, it } from 'vitest';
import { inspectContent } from './inspect.ts';
import { Inspector } from './inspector.ts';
import { withoutLocation } from './location.ts';

/**
 * Made as phones make them: 3 x 2 tiles of 64 x 64 pixels shown as 160 x 96, turned by 270°; with Exif that tells a place and another
 * direction, a depth map, a thumbnail, and a second picture of one red tile that stands first but is not the primary one.
 */
const photo = readFileSync(join(import.meta.dirname, 'samples/phone.heic'));
const inspector = new Inspector();
afterAll(() => inspector.close());

function colourAt(jpeg: Uint8Array, x: number, y: number): string {
  const { width, data } = decode(jpeg, { useTArray: true });
  const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 4);
  return [red, green, blue].map((value) => (value > 128 ? '1' : '0')).join('');
}

it('shows the picture of a HEIC file that the phone shows, the right way up, without where it was taken', async () => {
  const { inspection, shown } = await inspector.inspect(async () => photo);
  expect(inspection).toMatchObject({ ok: true, kind: 'heif', width: 96, height: 160 });
  const jpeg = shown as Uint8Array;
  // Red, green, blue and yellow from the upper left as it was taken: blue is up left when it is turned.
  expect([colourAt(jpeg, 10, 10), colourAt(jpeg, 85, 10), colourAt(jpeg, 10, 150), colourAt(jpeg, 85, 150)]).toEqual([
    '001',
    '100',
    '110',
    '010',
  ]);
  expect(Buffer.from(photo).includes('Exif')).toBe(true);
  expect(Buffer.from(jpeg).includes('Exif')).toBe(false);
});

it('knows HEIC by its bytes, and refuses what stops early or is too large to unfold', async () => {
  const { inspection } = await inspector.inspect(async () => photo.subarray(0, photo.length - 200));
  expect(inspection).toEqual({ ok: false, refusal: 'brokenHeic', kind: 'heif' });
  const huge = Buffer.from(photo);
  const size = huge.lastIndexOf('ispe');
  huge.writeUInt32BE(7000, size + 8);
  huge.writeUInt32BE(7000, size + 12);
  expect(await inspectContent(huge)).toEqual({ ok: false, refusal: 'hugeHeic', kind: 'heif' });
});

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Exif with the way up, and a directory of places or not. */
function exif(turn: number, place: boolean): Buffer {
  const entries = [Buffer.from('011200030000000100000000', 'hex')];
  entries[0]?.writeUInt16BE(turn, 8);
  if (place) entries.push(Buffer.from('88250004000000010000002a', 'hex'));
  const count = Buffer.from([0, entries.length]);
  return Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'),
    count,
    ...entries,
    Buffer.alloc(60, 'vĩ độ'),
  ]);
}

const plain = Buffer.from(encode({ width: 16, height: 8, data: Buffer.alloc(16 * 8 * 4, 200) }, 80).data);
const withSegments = (...segments: Buffer[]) =>
  Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2), Buffer.from('phần đuôi GPS của điện thoại')]);

it('shows a photo that tells a place without all it tells, still the right way up', async () => {
  const taken = withSegments(
    segment(0xe1, exif(6, true)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>9,17.6N</exif:GPSLatitude>')),
    segment(0xe2, Buffer.from('MPF\0…')),
    segment(0xfe, Buffer.from('ghi chú')),
  );
  const { inspection, shown } = await inspector.inspect(async () => taken);
  expect(inspection.ok).toBe(true);
  const bytes = Buffer.from(shown as Uint8Array);
  for (const told of ['GPS', 'vĩ độ', 'ghi chú', 'phần đuôi', 'MPF', 'xap']) expect(bytes.includes(told)).toBe(false);
  expect(bytes.subarray(2, 40).includes(Buffer.from('011200030000000100060000', 'hex'))).toBe(true);
  expect(await inspectContent(bytes)).toMatchObject({ ok: true, width: 16, height: 8 });
  expect(decode(bytes).data).toEqual(decode(plain).data);
});

it('leaves a photo that tells no place as it is', () => {
  expect(withoutLocation(withSegments(segment(0xe1, exif(3, false))))).toBeUndefined();
  expect(withoutLocation(plain)).toBeUndefined();
  const littleEndian = Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0', 'latin1');
  expect(withoutLocation(withSegments(segment(0xe1, littleEndian)))).toBeDefined();
});
