import { PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { findResultTemplate, type ResultData, resultTemplateKeys, resultTemplates, signingCapacity } from './index.ts';
import { registerLine } from './templates/parts.ts';
import { sampleResultData } from './testing.ts';
import { dateInWords, numberInWords, officialDate } from './vietnamese-words.ts';

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const pdf = await PDF.load(bytes);
  return pdf
    .extractText()
    .map((page) => page.text)
    .join('\n')
    .replaceAll(/\s+/g, ' ');
};
const pagesOf = async (bytes: Uint8Array) => (await PDF.load(bytes)).getPages();

describe.each(resultTemplateKeys)('template %s', (key) => {
  const template = resultTemplates[key];

  it('gives the same bytes for the same data, and other bytes for other data', async () => {
    const data = sampleResultData(key);
    const [first, second, other] = await Promise.all([
      template.render(data),
      template.render(structuredCloneOf(data)),
      template.render({ ...data, date: data.date.add({ days: 1 }) }),
    ]);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, other)).not.toBe(0);
  });

  it('has the letterhead, the agency, the signer and the label of made-up data, in NFC', async () => {
    const data = sampleResultData(key);
    const text = await textOf(await template.render({ ...data, synthetic: false }));
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(text).toContain('Độc lập - Tự do - Hạnh phúc');
    expect(text).toContain(data.verification?.code);
    if (key !== 'mau-05-phieu-kiem-soat') expect(text).toContain(data.signer?.name);
    expect(text).not.toContain('Dữ liệu mẫu');
    expect(await textOf(await template.render(data))).toContain('không có giá trị pháp lý');
  });

  it('stands on A4 and says where its form comes from', async () => {
    const bytes = await template.render(sampleResultData(key));
    const [page] = await pagesOf(bytes);
    expect([Math.round(page?.width ?? 0), Math.round(page?.height ?? 0)]).toEqual([595, 842]);
    expect((await PDF.load(bytes)).getSubject()).toContain(template.templateSource);
  });

  it('draws with hardly any data, and with far too much', async () => {
    const { agency, date } = sampleResultData(key);
    await template.render({ agency, date, synthetic: true });
    const value = 'Rất dài '.repeat(40).trim();
    const rows = Array.from({ length: 25 }, (_, index) => ({ key: `x.${index}`, label: `Mục ${index}`, value }));
    const long: ResultData = {
      ...sampleResultData(key),
      rows,
      paragraphs: [value.repeat(20)],
      tables: {
        papers: rows.map(() => [value]),
        to_supplement: rows.map(() => [value, value]),
        steps: rows.map(() => [value, 'x'.repeat(300), '', '']),
      },
    };
    await template.render(long);
  });
});

/** Temporal dates are immutable; everything else is copied. */
const structuredCloneOf = (data: ResultData): ResultData => ({
  ...data,
  rows: (data.rows ?? []).map((row) => ({ ...row })),
});

it('keeps names of sixty letters in the column of their signature', async () => {
  const name = 'Nguyễn Trần Hoàng Thạch Sa Rây Thiên Ân Danh Sô Phia Kim Mai';
  const data = { ...sampleResultData('mau-01-giay-tiep-nhan'), synthetic: false };
  const rows = (data.rows ?? []).map((row) => (row.key === 'owner' ? { ...row, value: name } : row));
  const bytes = await resultTemplates['mau-01-giay-tiep-nhan'].render({
    ...data,
    rows,
    signer: { capacity: ['Người tiếp nhận hồ sơ'], name },
  });
  const pages = (await PDF.load(bytes)).extractText();
  for (const { bbox } of pages.flatMap((page) => page.lines)) {
    expect(bbox.x).toBeGreaterThan(80);
    expect(bbox.x + bbox.width).toBeLessThan(560);
  }
});

it('never leaves signatures alone on a page, however many papers a receipt counts', async () => {
  const data = { ...sampleResultData('mau-01-giay-tiep-nhan'), synthetic: false };
  const broken: number[] = [];
  for (let count = 1; count <= 16; count += 1) {
    const papers = Array.from({ length: count }, (_, index) => [`Giấy tờ thứ ${index + 1}`, '01', '', '']);
    const bytes = await resultTemplates['mau-01-giay-tiep-nhan'].render({ ...data, tables: { papers } });
    const pages = (await PDF.load(bytes)).extractText().map((page) => page.text);
    if (pages.length > 1) broken.push(count);
    expect([count, pages.find((text) => text.includes('NGƯỜI NỘP HỒ SƠ'))]).toEqual([
      count,
      expect.stringMatching(/Đăng ký nhận kết quả|Vào sổ theo dõi/),
    ]);
  }
  expect(broken.length).toBeGreaterThan(2);
});

describe('the birth certificate', () => {
  /** Without the slanted label, whose letters fall between the others when text is taken out. */
  const real = { ...sampleResultData('giay-khai-sinh'), synthetic: false };

  it('fits on one page and holds what the form says, names in capitals and the date in words', async () => {
    const bytes = await resultTemplates['giay-khai-sinh'].render(real);
    expect(await pagesOf(bytes)).toHaveLength(1);
    const text = await textOf(bytes);
    for (const words of [
      'NGUYỄN HOÀNG THIÊN ÂN',
      'Ngày năm tháng mười năm hai nghìn không trăm hai mươi hai',
      'LÊ THỊ MỸ DUYÊN',
      'Bệnh viện Đa khoa tỉnh Bạc Liêu, Phường 1',
      'Số 128, quyển số 03/2022',
      'PHÓ CHỦ TỊCH',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('leaves the place of a parent who is not recorded dotted', async () => {
    const rows = (real.rows ?? []).filter((row) => !row.key?.startsWith('father.'));
    const text = await textOf(await resultTemplates['giay-khai-sinh'].render({ ...real, rows }));
    expect(text).toMatch(/người cha: ?\.{20}/);
  });

  it('holds a place ready for the leader’s signature', async () => {
    const pdf = await PDF.load(await resultTemplates['giay-khai-sinh'].render(real));
    expect(
      pdf
        .getForm()
        ?.getSignatureFields()
        .map((field) => [field.name, field.isSigned()]),
    ).toEqual([['leader', false]]);
  });
});

describe('answers of a form', () => {
  const row = (key: string, label: string, value: string) => ({ key, label, value });
  const rows = [
    row('requester.name', 'Họ và tên', 'Nguyễn Văn Lành'),
    row('requester.phone', 'Số điện thoại', '0912 000 123'),
    row('place.commune', 'Xã, phường', 'Phường 3'),
    row('business.name', 'Tên hộ kinh doanh', 'TÔM KHÔ HAI LÀNH'),
  ];
  const section = (heading: string, keys: readonly string[]) => ({
    heading,
    rows: rows.filter((one) => keys.includes(one.key)).map(({ label, value }) => ({ label, value })),
  });
  const data: ResultData = {
    ...sampleResultData('giay-chung-nhan-ho-kinh-doanh'),
    synthetic: false,
    rows,
    sections: [
      section('Nơi đăng ký', ['place.commune']),
      section('Người yêu cầu', ['requester.name', 'requester.phone']),
      section('Hộ kinh doanh', ['business.name']),
    ],
  };

  it('stand on the paper once when they come as rows and as sections, without what only the office needed', async () => {
    const text = await textOf(await resultTemplates['giay-chung-nhan-ho-kinh-doanh'].render(data));
    expect(text.split('TÔM KHÔ HAI LÀNH')).toHaveLength(2);
    expect(text).toContain('1. Họ và tên: Nguyễn Văn Lành');
    expect(text).toContain('2. Tên hộ kinh doanh');
    expect(text).not.toContain('0912 000 123');
    expect(text).not.toContain('Nơi đăng ký');
  });

  it('follow grounds in law that are worded with or without "Căn cứ"', () => {
    const { blocks } = resultTemplates['van-ban-tra-loi'].compose({
      ...data,
      legalBases: ['Căn cứ Luật Hộ tịch', 'Luật Cư trú;'],
    });
    const words = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs.map((run) => run.text) : []));
    expect(words.filter((text) => text.startsWith('Căn cứ'))).toEqual(['Căn cứ Luật Hộ tịch;', 'Căn cứ Luật Cư trú.']);
  });
});

describe('words and dates', () => {
  it.each([
    [0, 'không'],
    [4, 'bốn'],
    [10, 'mười'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [55, 'năm mươi lăm'],
    [105, 'một trăm lẻ năm'],
    [1935, 'một nghìn chín trăm ba mươi lăm'],
    [2000, 'hai nghìn'],
    [2005, 'hai nghìn không trăm lẻ năm'],
    [2022, 'hai nghìn không trăm hai mươi hai'],
  ])('%i is "%s"', (number, words) => expect(numberInWords(number)).toBe(words));

  it('says dates in words, April as tháng tư, and nothing for a bare year', () => {
    expect(dateInWords('01/04/2001')).toBe('Ngày một tháng tư năm hai nghìn không trăm lẻ một');
    expect(dateInWords('2022-10-05')).toBe('Ngày năm tháng mười năm hai nghìn không trăm hai mươi hai');
    expect(dateInWords('1990')).toBeUndefined();
  });

  it('writes official dates with a zero for days under ten and the first two months', () => {
    expect(officialDate(Temporal.PlainDate.from('2022-02-05'))).toBe('ngày 05 tháng 02 năm 2022');
    expect(officialDate(Temporal.PlainDate.from('2022-03-15'))).toBe('ngày 15 tháng 3 năm 2022');
  });

  it('says in which book of the year a result was entered, or in which volume', () => {
    const entered = (book: string) => registerLine({ register: { number: '4', book } } as ResultData);
    expect(entered('Sổ đăng ký khai sinh 2022')).toBe('Số 4, sổ đăng ký khai sinh năm 2022');
    expect(entered('03/2022')).toBe('Số 4, quyển số 03/2022');
  });

  it('knows in what capacity someone signs', () => {
    expect(signingCapacity('Ủy ban nhân dân', 'Chủ tịch')).toEqual(['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']);
    expect(signingCapacity(undefined, 'Giám đốc', { form: 'TL.', own: 'Chánh Văn phòng' })).toEqual([
      'TL. GIÁM ĐỐC',
      'CHÁNH VĂN PHÒNG',
    ]);
    expect(signingCapacity('Ủy ban nhân dân', 'Phó Chủ tịch')).toEqual([
      'TM. ỦY BAN NHÂN DÂN',
      'KT. CHỦ TỊCH',
      'PHÓ CHỦ TỊCH',
    ]);
    expect(signingCapacity('Ủy ban nhân dân', 'Chủ tịch', { form: 'Q.', own: '' })).toEqual([
      'TM. ỦY BAN NHÂN DÂN',
      'Q. CHỦ TỊCH',
    ]);
  });

  it('falls back to the general letter for a template nobody knows', () => {
    expect(findResultTemplate('no-such').key).toBe('van-ban-tra-loi');
    expect(findResultTemplate('toString').key).toBe('van-ban-tra-loi');
  });
});
