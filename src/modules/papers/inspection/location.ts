import { endOfScan } from './picture.ts';

/**
 * A JPEG to show in place of one that tells where it was taken: often the home of whoever took it, which nobody needs to decide a dossier.
 * Undefined when it tells no place. All descriptions go, thumbnails and what phones append too; colours and the way up stay.
 */
export function withoutLocation(jpeg: Buffer): Buffer | undefined {
  const kept: Buffer[] = [jpeg.subarray(0, 2)];
  let turn = 1;
  let tells = false;
  let at = 2;
  for (;;) {
    while (jpeg[at] === 0xff && jpeg[at + 1] === 0xff) at++;
    const marker = jpeg[at + 1] as number;
    if (marker === 0xda || at + 4 > jpeg.length) break;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    const content = jpeg.subarray(at + 4, end);
    if (marker === 0xe1 && starts(content, 'Exif\0\0')) {
      const exif = readExif(content.subarray(6));
      turn = exif.turn;
      tells ||= exif.place;
    } else if (marker === 0xe1 || marker === 0xed) tells ||= content.includes('GPS');
    if (!describes(marker, content)) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  if (!tells) return undefined;
  if (turn !== 1) kept.splice(1, 0, exifOf(turn));
  return Buffer.concat([...kept, jpeg.subarray(at, endOfPicture(jpeg, at))]);
}

/** Application segments and comments, but not the file's kind (JFIF), its colour profile and its colour transform (Adobe). */
function describes(marker: number, content: Buffer): boolean {
  if (marker === 0xfe) return true;
  if (marker < 0xe0 || marker > 0xef || marker === 0xe0 || marker === 0xee) return false;
  return !(marker === 0xe2 && starts(content, 'ICC_PROFILE\0'));
}

function starts(content: Buffer, with_: string): boolean {
  return content.subarray(0, with_.length).toString('latin1') === with_;
}

/** Way up (tag 0x0112) and whether there is a directory of places (0x8825), from the first directory of an Exif block. */
function readExif(tiff: Buffer): { turn: number; place: boolean } {
  const little = tiff.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  let turn = 1;
  let place = false;
  for (let index = 0; index < short(directory); index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) break;
    if (short(entry) === 0x0112) turn = short(entry + 8);
    if (short(entry) === 0x8825) place = true;
  }
  return { turn: turn >= 1 && turn <= 8 ? turn : 1, place };
}

function exifOf(turn: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(turn, 18);
  const head = Buffer.from('ffe10000457869660000', 'hex');
  head.writeUInt16BE(tiff.length + 8, 2);
  return Buffer.concat([head, tiff]);
}

/** Where the end mark of the picture itself lies; the segments were walked before (`readJpeg`). */
function endOfPicture(jpeg: Buffer, from: number): number {
  for (let at = from; at + 4 <= jpeg.length; ) {
    const marker = jpeg[at + 1] as number;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at++;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else {
      at += 2 + jpeg.readUInt16BE(at + 2);
      if (marker === 0xda) at = endOfScan(jpeg, at);
    }
  }
  return jpeg.length;
}
