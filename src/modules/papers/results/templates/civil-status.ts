import type { Block, Pair } from '../layout/paper.ts';
import type { ResultData, ResultTemplate } from '../model.ts';
import { dateInWords, officialDate } from '../vietnamese-words.ts';
import { answerOf, defineTemplate, letterhead, one, paragraph, registerLine, signedBy, upperName } from './parts.ts';

const source = (form: string) => `${form}, Thông tư 04/2020/TT-BTP ngày 28/5/2020`;

/** Electronic copy; the paper original is collected at the commune. */
export const birthCertificate: ResultTemplate = defineTemplate({
  key: 'giay-khai-sinh',
  name: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  templateSource: source('Mẫu Giấy khai sinh'),
  certainty: 'memory',
  framed: true,
  blocks: (data) => [
    letterhead(data, false),
    { kind: 'title', text: titleOf(data, 'GIẤY KHAI SINH'), subtitle: '(Bản điện tử)', size: 20 },
    {
      kind: 'pairs',
      size: 12,
      lines: [...child(data), ...parent(data, 'mother', 'mẹ'), ...parent(data, 'father', 'cha'), ...registration(data)],
    },
    ...signedBy(data, { lead: dated(data), recipients: false }),
  ],
});

/** `person` where an adult's birth is registered again. */
const newborn = ['child', 'person', 'subject'];

function child(data: ResultData): Pair[][] {
  const of = (field: string) => answerOf(data, ...newborn.map((person) => `${person}.${field}`));
  const born = of('birthDate');
  const facility = answerOf(data, 'birth.facility');
  const place = answerOf(data, 'birth.birthPlace', 'child.birthPlace');
  return [
    one('Họ, chữ đệm, tên', upperName(of('name')), true),
    one('Ngày, tháng, năm sinh', born, true),
    one('Ghi bằng chữ', dateInWords(born) ?? ''),
    [
      { label: 'Giới tính', value: of('sex'), share: 0.28 },
      { label: 'Dân tộc', value: of('ethnicity'), share: 0.3 },
      { label: 'Quốc tịch', value: of('nationality'), share: 0.42 },
    ],
    one('Nơi sinh', [facility, place].filter((part) => part !== '').join(', ')),
    one('Quê quán', of('nativePlace')),
    one('Số định danh cá nhân', answerOf(data, 'child.identityNumber', 'register.identityNumber')),
  ];
}

function parent(data: ResultData, key: string, word: string): Pair[][] {
  const born = answerOf(data, `${key}.birthDate`);
  return [
    one(`Họ, chữ đệm, tên người ${word}`, upperName(answerOf(data, `${key}.name`)), true),
    [
      { label: 'Năm sinh', value: /\d{4}/.exec(born)?.[0] ?? born, share: 0.28 },
      { label: 'Dân tộc', value: answerOf(data, `${key}.ethnicity`), share: 0.3 },
      { label: 'Quốc tịch', value: answerOf(data, `${key}.nationality`), share: 0.42 },
    ],
    one('Nơi cư trú', answerOf(data, `${key}.address`)),
  ];
}

function registration(data: ResultData): Pair[][] {
  return [
    one('Họ, chữ đệm, tên người đi khai sinh', answerOf(data, 'requester.name', 'applicant.name')),
    one('Giấy tờ tùy thân', answerOf(data, 'requester.identityNumber', 'applicant.identityNumber')),
    one('Nơi đăng ký khai sinh', data.agency.name),
    one('Vào sổ', registerLine(data)),
  ];
}

export const marriageCertificate: ResultTemplate = marriage('giay-chung-nhan-ket-hon', 'GIẤY CHỨNG NHẬN KẾT HÔN', {
  vi: 'Giấy chứng nhận kết hôn',
  en: 'Marriage certificate',
});

export const marriageExtract: ResultTemplate = marriage('trich-luc-ket-hon', 'TRÍCH LỤC KẾT HÔN', {
  vi: 'Trích lục kết hôn',
  en: 'Extract of the marriage register',
});

function marriage(
  key: 'giay-chung-nhan-ket-hon' | 'trich-luc-ket-hon',
  title: string,
  name: ResultTemplate['name'],
): ResultTemplate {
  return defineTemplate({
    key,
    name,
    templateSource: source(`Mẫu ${name.vi}`),
    certainty: 'memory',
    framed: key === 'giay-chung-nhan-ket-hon',
    blocks: (data) => [
      letterhead(data, false),
      { kind: 'title', text: titleOf(data, title), size: 19 },
      { kind: 'pairs', lines: spouses(data) },
      {
        kind: 'pairs',
        lines: [one('Nơi đăng ký kết hôn', data.agency.name), one('Vào sổ', registerLine(data))],
      },
      paragraph('Quan hệ hôn nhân được xác lập kể từ ngày ghi vào Sổ đăng ký kết hôn.', { before: 6 }),
      ...signedBy(data, { lead: dated(data), recipients: false }),
    ],
  });
}

const wife = ['wife', 'bride', 'woman'];
const husband = ['husband', 'groom', 'man'];

/** Wife on the left, husband on the right. */
function spouses(data: ResultData): Pair[][] {
  const of = (people: readonly string[], field: string) =>
    answerOf(data, ...people.map((person) => `${person}.${field}`));
  const both = (label: string, field: string): Pair[] => [
    { label, value: of(wife, field) },
    { label, value: of(husband, field) },
  ];
  return [
    [
      { label: 'Họ, chữ đệm, tên vợ', value: upperName(of(wife, 'name')), strong: true },
      { label: 'Họ, chữ đệm, tên chồng', value: upperName(of(husband, 'name')), strong: true },
    ],
    both('Ngày, tháng, năm sinh', 'birthDate'),
    both('Dân tộc', 'ethnicity'),
    both('Quốc tịch', 'nationality'),
    both('Nơi cư trú', 'address'),
    both('Giấy tờ tùy thân', 'identityNumber'),
  ];
}

const person = ['person', 'subject', 'applicant', 'requester'];

export const singleStatus: ResultTemplate = defineTemplate({
  key: 'giay-xac-nhan-tinh-trang-hon-nhan',
  name: { vi: 'Giấy xác nhận tình trạng hôn nhân', en: 'Confirmation of marital status' },
  templateSource: source('Mẫu Giấy xác nhận tình trạng hôn nhân'),
  certainty: 'memory',
  blocks: (data) => {
    const of = (field: string) => answerOf(data, ...person.map((key) => `${key}.${field}`));
    return [
      letterhead(data),
      { kind: 'title', text: titleOf(data, 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN'), size: 16 },
      { kind: 'paragraph', runs: [{ text: upperName(data.agency.name), bold: true }], align: 'center' },
      paragraph('Xét đề nghị của ông/bà có tên dưới đây, về việc cấp Giấy xác nhận tình trạng hôn nhân,'),
      { kind: 'paragraph', runs: [{ text: 'XÁC NHẬN:', bold: true }], align: 'center', before: 8 },
      {
        kind: 'pairs',
        lines: [
          one('Họ, chữ đệm, tên', upperName(of('name')), true),
          [
            { label: 'Ngày, tháng, năm sinh', value: of('birthDate'), share: 0.6 },
            { label: 'Giới tính', value: of('sex'), share: 0.4 },
          ],
          [
            { label: 'Dân tộc', value: of('ethnicity') },
            { label: 'Quốc tịch', value: of('nationality') },
          ],
          one('Giấy tờ tùy thân', of('identityNumber')),
          one('Nơi cư trú', of('address')),
          one(
            'Tình trạng hôn nhân',
            answerOf(data, 'status.marital', 'marital.status', 'history.status', 'result.status'),
          ),
          one('Mục đích sử dụng', purpose(data)),
        ],
      },
      ...leftOver(data),
      paragraph('Giấy này có giá trị 06 tháng kể từ ngày cấp và chỉ dùng vào mục đích ghi ở trên.'),
      ...signedBy(data),
    ];
  },
});

export const deathExtract: ResultTemplate = defineTemplate({
  key: 'trich-luc-khai-tu',
  name: { vi: 'Trích lục khai tử', en: 'Extract of the death register' },
  templateSource: source('Mẫu Trích lục khai tử'),
  certainty: 'memory',
  framed: true,
  blocks: (data) => {
    const of = (...fields: readonly string[]) =>
      answerOf(data, ...fields.flatMap((field) => [`deceased.${field}`, `death.${field}`]));
    return [
      letterhead(data, false),
      { kind: 'title', text: titleOf(data, 'TRÍCH LỤC KHAI TỬ'), size: 20 },
      {
        kind: 'pairs',
        lines: [
          one('Họ, chữ đệm, tên người chết', upperName(of('name')), true),
          one('Ngày, tháng, năm sinh', of('birthDate')),
          [
            { label: 'Giới tính', value: of('sex'), share: 0.28 },
            { label: 'Dân tộc', value: of('ethnicity'), share: 0.3 },
            { label: 'Quốc tịch', value: of('nationality'), share: 0.42 },
          ],
          one('Nơi cư trú cuối cùng', of('address')),
          one('Giấy tờ tùy thân', of('identityNumber')),
          one(
            'Đã chết vào lúc',
            [of('time', 'deathTime'), of('date', 'deathDate')].filter((part) => part !== '').join(', '),
          ),
          one('Nơi chết', of('place', 'deathPlace')),
          one('Nguyên nhân chết', of('cause')),
          one('Đăng ký khai tử tại', data.agency.name),
          one('Vào sổ', registerLine(data)),
        ],
      },
      ...signedBy(data, { lead: dated(data), recipients: false }),
    ];
  },
});

function purpose(data: ResultData): string {
  const parts = [
    answerOf(data, 'use.purpose', 'purpose.kind'),
    answerOf(data, 'use.detail'),
    answerOf(data, 'use.partner'),
  ];
  const [what = '', detail = '', partner = ''] = parts;
  const words = [what, detail].filter((part) => part !== '').join(': ');
  return partner === '' ? words : `${words} với ${partner}`;
}

const titleOf = (data: ResultData, own: string): string => data.title?.toLocaleUpperCase('vi') ?? own;
const dated = (data: ResultData): string => `${data.agency.place}, ${officialDate(data.date)}`;

/** Facts added by the office (`result.…`) that the form itself has no line for. */
function leftOver(data: ResultData): Block[] {
  const rows = (data.rows ?? []).filter((row) => row.key?.startsWith('result.') && row.key !== 'result.status');
  return rows.length === 0 ? [] : [{ kind: 'pairs', lines: rows.map((row) => one(row.label, row.value)) }];
}
