import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDisplayName } from './display-name.ts';

describe('display name of a file', () => {
  it.each([
    ['Giấy chứng sinh.jpg', 'jpeg', 'Giấy chứng sinh.jpg'],
    ['anh-1.JPEG', 'jpeg', 'anh-1.jpeg'],
    ['../../etc/passwd', 'pdf', 'passwd.pdf'],
    ['C:\\Users\\An\\Desktop\\đơn.pdf', 'pdf', 'đơn.pdf'],
    ['..', 'png', 'giay-to.png'],
    ['', 'png', 'giay-to.png'],
    ['a\0b.png', 'png', 'ab.png'],
    ['don\u202efdp.exe', 'pdf', 'donfdp.pdf'],
    ['hoa-don.pdf.exe', 'pdf', 'hoa-don.pdf'],
    ['anh.png', 'jpeg', 'anh.jpg'],
    ['ngày 10.10.2022', 'pdf', 'ngày 10.10.2022.pdf'],
    ['CON.pdf', 'pdf', '_CON.pdf'],
    ['nul', 'png', '_nul.png'],
    ['<script>alert(1)</script>.pdf', 'pdf', 'script-.pdf'],
    ['.htaccess', 'pdf', 'htaccess.pdf'],
    ['Trần Thị Hoà.pdf'.normalize('NFD'), 'pdf', 'Trần Thị Hoà.pdf'],
    [`${'dài '.repeat(500)}.pdf`, 'pdf', `${'dài '.repeat(20).trim()}.pdf`],
  ] as const)('%j as %s is shown as %j', (sent, kind, shown) => {
    expect(toDisplayName(sent, kind)).toBe(shown);
  });

  it('is safe whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
        const shown = toDisplayName(sent, 'pdf');
        expect(shown).toMatch(/^[^/\\\p{Cc}\p{Cf}.][^/\\\p{Cc}\p{Cf}]*\.pdf$/u);
        expect(shown).toBe(shown.normalize('NFC'));
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(330);
      }),
      { numRuns: 2000 },
    );
  });
});
