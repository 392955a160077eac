import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDF } from '@libpdf/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeJpeg, makeJpegOfSize, makePdf, makePng, makePngWith, pdfStream } from '../testing.ts';
import { inspectContent } from './inspect.ts';

const refusalOf = async (bytes: Buffer) => {
  const inspection = await inspectContent(bytes);
  return inspection.ok ? inspection.kind : inspection.refusal;
};

describe('what a content is', () => {
  it('takes JPEG, PNG and PDF by their bytes', async () => {
    expect(await inspectContent(makeJpegOfSize(1200, 1600))).toMatchObject({
      ok: true,
      kind: 'jpeg',
      width: 1200,
      height: 1600,
      pages: 1,
      remarks: [],
    });
    expect(await inspectContent(makePng(800, 700))).toMatchObject({
      ok: true,
      kind: 'png',
      width: 800,
      height: 700,
      remarks: [],
    });
    expect(await inspectContent(makePdf())).toMatchObject({
      ok: true,
      kind: 'pdf',
      mediaType: 'application/pdf',
      pages: 1,
    });
  });

  it('remarks on a picture too small to read, without refusing it', async () => {
    expect(await inspectContent(makePng(300, 400))).toMatchObject({ ok: true, remarks: ['small-picture'] });
  });

  it('refuses what is nothing', async () => {
    expect(await refusalOf(Buffer.alloc(0))).toBe('empty');
  });

  it.each([
    ['a Word file', Buffer.from('504b030414000600080000002100', 'hex'), '[Content_Types].xml', 'officeDocument'],
    ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '', 'officeDocument'],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex'), 'anh.jpg', 'archive'],
    ['a GIF', Buffer.from('GIF89a'), '', 'wrongType'],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), '', 'wrongType'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), '', 'wrongType'],
    ['a program', Buffer.from('MZ\x90\0'), '', 'wrongType'],
    ['an AVIF', Buffer.from('0000001c66747970617669660000000061766966', 'hex'), '', 'wrongType'],
    ['text', Buffer.from('%PDF là gì?'), '', 'wrongType'],
  ])('refuses %s and says what to do', async (_name, start, rest, refusal) => {
    expect(await refusalOf(Buffer.concat([start, Buffer.from(rest), Buffer.alloc(200)]))).toBe(refusal);
  });

  it('never fails on any bytes behind a known beginning', async () => {
    const starts = [
      Buffer.from('%PDF-1.7\n1 0 obj\n<< '),
      Buffer.from('ffd8ff', 'hex'),
      makePng(2, 2).subarray(0, 33),
      Buffer.from('000000186674797068656963000000006d6966316865696300000018', 'hex'),
    ];
    const anyBytes = fc.uint8Array({ minLength: 0, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), anyBytes, async (start, rest) => {
        const inspection = await inspectContent(Buffer.concat([start, rest]));
        expect(inspection.ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('pictures', () => {
  it('refuses a JPEG or PNG that stops anywhere before its end', async () => {
    const jpeg = makeJpeg();
    for (let length = 3; length < jpeg.length; length++)
      expect(await refusalOf(jpeg.subarray(0, length))).toBe('brokenPicture');
    const png = makePng(40, 40);
    for (let length = 8; length < png.length; length += 3)
      expect(await refusalOf(png.subarray(0, length))).toBe('brokenPicture');
  });

  it('takes a JPEG with data of the phone behind its end mark', async () => {
    expect(await refusalOf(Buffer.concat([makeJpeg(), randomBytes(500)]))).toBe('jpeg');
  });

  it('refuses a PNG with one changed byte', async () => {
    const png = makePng(40, 40);
    for (const at of [20, 45, png.length - 15]) {
      const changed = Buffer.from(png);
      changed[at] = (changed[at] as number) ^ 0x10;
      expect(['brokenPicture', 'hugePicture']).toContain(await refusalOf(changed));
    }
  });

  it('refuses sizes that no viewer should unfold, from the header alone', async () => {
    expect(await refusalOf(makeJpegOfSize(65_000, 65_000))).toBe('hugePicture');
    expect(await refusalOf(makePngWith(50_000, 50_000, 100))).toBe('hugePicture');
    expect(await refusalOf(makeJpegOfSize(0, 10))).toBe('brokenPicture');
  });

  it('refuses a PNG whose pixels unfold to more than its size, or to less', async () => {
    expect(await refusalOf(makePngWith(10, 10, 60_000_000))).toBe('bomb');
    expect(await refusalOf(makePngWith(1000, 1000, 5000))).toBe('brokenPicture');
  });
});

describe('PDF', () => {
  it('refuses a PDF that stops early or has no page', async () => {
    const pdf = makePdf();
    for (const part of [0.1, 0.5, 0.9])
      expect(await refusalOf(pdf.subarray(0, Math.floor(pdf.length * part)))).toBe('brokenPdf');
    expect(await refusalOf(makePdf({ pages: 0 }))).toBe('brokenPdf');
    expect(await refusalOf(Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF\n'))).toBe('brokenPdf');
  });

  it('refuses a locked PDF, whether it has a password or only an owner', async () => {
    for (const passwords of [{ userPassword: 'mat-khau', ownerPassword: 'chu' }, { ownerPassword: 'chu' }]) {
      const pdf = PDF.create();
      pdf.addPage();
      pdf.setProtection(passwords);
      expect(await refusalOf(Buffer.from(await pdf.save()))).toBe('lockedPdf');
    }
  });

  it('takes what other programs write, compressed objects included', async () => {
    const pdf = PDF.create();
    pdf.addPage();
    pdf.addPage();
    expect(await inspectContent(Buffer.from(await pdf.save({ useXRefStream: true } as never)))).toMatchObject({
      ok: true,
      pages: 2,
    });
  });

  it.each([
    ['a script at opening', { catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }],
    ['a script under a disguised name', { catalog: '/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>' }],
    ['a program to start', { catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' }],
    ['a form that sends itself away', { catalog: '/AA << /WC << /S /SubmitForm /F (http://example.test) >> >>' }],
    ['an XFA form', { catalog: '/AcroForm << /Fields [] /XFA [] >>' }],
    ['a film', { objects: ['<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>'] }],
    ['a second key of the same name', { catalog: '/OpenAction << /S /GoTo /S /JavaScript >>' }],
    [
      'a script inside compressed objects',
      {
        objects: [
          pdfStream(
            '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
            deflateSync(Buffer.from('9 0 << /S /JavaScript /JS (1) >>')),
          ),
        ],
      },
    ],
    [
      'a script hidden inside a stream',
      { objects: [pdfStream('', Buffer.from('7 0 obj << /S /JavaScript >> endobj'))] },
    ],
  ])('refuses %s', async (_name, parts) => {
    expect(await refusalOf(makePdf(parts))).toBe('activePdf');
  });

  it('refuses files within the file', async () => {
    expect(
      await refusalOf(
        makePdf({
          catalog: '/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>',
          objects: ['<< /Type /Filespec /EF << /F 6 0 R >> >>'],
        }),
      ),
    ).toBe('pdfWithAttachments');
  });

  it('refuses streams that unfold without end, and filters stacked to do so', async () => {
    const bomb = deflateSync(Buffer.alloc(210_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(300_000);
    expect(await refusalOf(makePdf({ objects: [pdfStream('/Filter /FlateDecode', bomb)] }))).toBe('bomb');
    expect(
      await refusalOf(
        makePdf({ objects: [pdfStream('/Filter [/FlateDecode /Fl]', deflateSync(deflateSync(Buffer.alloc(1000))))] }),
      ),
    ).toBe('bomb');
  });

  it('refuses a picture inside whose size no viewer should unfold', async () => {
    expect(
      await refusalOf(
        makePdf({ objects: [pdfStream('/Subtype /Image /Width 90000 /Height 90000', Buffer.from('x'))] }),
      ),
    ).toBe('hugePicture');
  });

  it('reads deep nesting and endless lists without falling over', async () => {
    expect(await refusalOf(makePdf({ objects: ['['.repeat(100_000)] }))).toBe('pdf');
    expect(await refusalOf(makePdf({ objects: ['<< /A '.repeat(50_000)] }))).toBe('pdf');
  });
});
