import { crc32, deflateSync } from 'node:zlib';

/** Builders of contents for tests: real files, small, made here. */

/** A PNG of one colour, with a pattern so that it is no blank page. */
export function makePng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      rows.fill((x + y) % 40 === 0 ? 0x20 : 0xf2, y * (1 + width * 3) + 1 + x * 3, y * (1 + width * 3) + 4 + x * 3);
  }
  return assemblePng(pngHeader(width, height), deflateSync(rows));
}

/** A PNG whose header claims one size and whose pixels unfold to another. */
export function makePngWith(width: number, height: number, unfoldedBytes: number): Buffer {
  return assemblePng(pngHeader(width, height), deflateSync(Buffer.alloc(unfoldedBytes)));
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return header;
}

function assemblePng(header: Buffer, pixels: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  chunk.writeUInt32BE(data.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

/** A grey JPEG of 8 x 8 pixels, made by hand: one block, Huffman tables with the codes it needs. */
export function makeJpeg(): Buffer {
  const segment = (marker: number, data: number[]) => [
    0xff,
    marker,
    (data.length + 2) >> 8,
    (data.length + 2) & 0xff,
    ...data,
  ];
  const oneCode = (table: number, symbol: number) => [table, 1, ...new Array<number>(15).fill(0), symbol];
  return Buffer.from([
    0xff,
    0xd8,
    ...segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    ...segment(0xc4, oneCode(0x00, 0)),
    ...segment(0xc4, oneCode(0x10, 0)),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    // Two codes of one bit (no difference, end of block), filled up with ones.
    0x3f,
    0xff,
    0xd9,
  ]);
}

/** The same JPEG with another size written in its header. */
export function makeJpegOfSize(width: number, height: number): Buffer {
  const jpeg = makeJpeg();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

export interface PdfParts {
  /** Entries added to the catalog: `/OpenAction << … >>`. */
  readonly catalog?: string;
  readonly trailer?: string;
  /** Further objects, numbered from 5. */
  readonly objects?: readonly (string | Buffer)[];
  readonly pages?: number;
}

/** A PDF with a correct cross-reference table around what the test puts in. */
export function makePdf(parts: PdfParts = {}): Buffer {
  const pageCount = parts.pages ?? 1;
  const content = 'BT /F1 18 Tf 72 720 Td (Giay chung sinh) Tj ET';
  const kids = Array.from({ length: pageCount }, () => '3 0 R').join(' ');
  const objects: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${parts.catalog ?? ''} >>`,
    `<< /Type /Pages /Kids [${pageCount > 0 ? kids : ''}] /Count ${pageCount} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...(parts.objects ?? []),
  ];
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(pieces.reduce((sum, piece) => sum + piece.length, 0));
    pieces.push(
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.isBuffer(object) ? object : Buffer.from(object, 'latin1'),
      Buffer.from('\nendobj\n'),
    );
  }
  const start = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${parts.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

/** A stream object with its dictionary entries. */
export function pdfStream(entries: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
}

/** The text every scanner must report, by agreement of their makers (EICAR); put together here so that this file is not reported itself. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');
