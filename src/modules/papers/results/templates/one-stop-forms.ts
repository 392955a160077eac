import type { Block, ClosingColumn, Pair } from '../layout/paper.ts';
import type { ResultData, ResultTemplate, ResultTemplateKey } from '../model.ts';
import { officialDate } from '../vietnamese-words.ts';
import { answerOf, defineTemplate, letterhead, lowerFirst, one, paragraph, signedBy, upperName } from './parts.ts';

/** Keys of rows and tables are those of the one-stop forms: `owner`, `dossier_code`, `papers`, … */
const circular = (number: string) =>
  `Mẫu số ${number}, Thông tư 01/2018/TT-VPCP (đối chiếu các trường với mẫu in của một số tỉnh)`;

function form(
  key: ResultTemplateKey,
  number: string,
  name: ResultTemplate['name'],
  blocks: (data: ResultData, v: (key: string) => string) => readonly Block[],
): ResultTemplate {
  return defineTemplate({
    key,
    name,
    templateSource: circular(number),
    certainty: 'memory',
    blocks: (data) => [
      // A form of the counter is never signed as a numbered paper: an empty number is a dotted line, not a place kept free.
      letterhead({ ...data, number: data.number ?? '..............' }, true),
      { kind: 'title', text: data.title?.toLocaleUpperCase('vi') ?? name.vi.toLocaleUpperCase('vi'), size: 15 },
      ...blocks(data, (field) => answerOf(data, field)),
    ],
  });
}

export const receipt: ResultTemplate = form(
  'mau-01-giay-tiep-nhan',
  '01',
  { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', en: 'Receipt of dossier and appointment for the result' },
  (data, v) => [
    { kind: 'paragraph', runs: [{ text: 'Mã hồ sơ: ' }, { text: v('dossier_code'), bold: true }], align: 'center' },
    paragraph(`${data.agency.name} đã tiếp nhận hồ sơ của:`),
    {
      kind: 'pairs',
      lines: [
        one('Chủ hồ sơ', upperName(v('owner')), true),
        ...(v('submitter') === '' ? [] : [one('Người nộp', v('submitter'))]),
        ...(v('id_no') === '' ? [] : [one('Số định danh/CMND', v('id_no'))]),
        one('Địa chỉ', v('address')),
        contact(v),
        one('Nội dung yêu cầu giải quyết', v('content')),
      ],
    },
    paragraph('Thành phần hồ sơ nộp gồm:', { firstIndent: 0 }),
    {
      kind: 'table',
      size: 11,
      columns: [
        { title: 'STT', share: 0.08, align: 'center' },
        { title: 'Tên giấy tờ', share: 0.47 },
        { title: 'Bản chính', share: 0.19, align: 'center' },
        { title: 'Bản chứng thực', share: 0.13, align: 'center' },
        { title: 'Bản chụp', share: 0.13, align: 'center' },
      ],
      rows: numbered(data.tables?.['papers']),
    },
    {
      kind: 'pairs',
      lines: [
        [
          { label: 'Số lượng hồ sơ', value: v('sets') === '' ? '' : `${v('sets')} (bộ)`, share: 0.42 },
          { label: 'Thời gian giải quyết', value: v('legal_limit'), share: 0.58 },
        ],
        one('Thời gian nhận hồ sơ', v('received_at')),
        one('Thời gian trả kết quả', v('due_at'), true),
        ...(v('fee') === '' ? [] : [one('Phí, lệ phí', v('fee'))]),
        one('Đăng ký nhận kết quả tại', v('result_channel')),
        ...(v('book_no') === ''
          ? []
          : [one('Vào sổ theo dõi hồ sơ', `quyển số ${v('book_no')}, số thứ tự ${v('sequence')}`)]),
      ],
    },
    twoSigners(
      person('NGƯỜI NỘP HỒ SƠ', v('submitter') || v('owner')),
      person('NGƯỜI TIẾP NHẬN HỒ SƠ', data.signer?.name),
    ),
  ],
);

export const supplementRequest: ResultTemplate = form(
  'mau-02-phieu-bo-sung',
  '02',
  { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Request to supplement the dossier' },
  (data, v) => [
    ...dossierOf(v),
    paragraph('Hồ sơ chưa đầy đủ, hợp lệ. Đề nghị ông/bà bổ sung, hoàn thiện các nội dung sau:'),
    {
      kind: 'table',
      size: 11.5,
      columns: [
        { title: 'STT', share: 0.08, align: 'center' },
        { title: 'Giấy tờ, nội dung', share: 0.38 },
        { title: 'Cần bổ sung, hoàn thiện', share: 0.54 },
      ],
      rows: numbered(data.tables?.['to_supplement']),
    },
    {
      kind: 'pairs',
      lines: [one('Lý do', v('reason')), ...(v('deadline') === '' ? [] : [one('Hạn bổ sung', v('deadline'), true)])],
    },
    paragraph(
      'Thời gian chờ bổ sung không tính vào thời hạn giải quyết. Yêu cầu này được nêu một lần, đầy đủ; ông/bà bổ sung trực tuyến hoặc tại nơi đã nộp hồ sơ.',
    ),
    paragraph(
      `Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông/bà liên hệ ${joined(v('help_officer'), v('help_phone'), v('website'))} để được hướng dẫn.`,
    ),
    twoSigners(undefined, person('NGƯỜI HƯỚNG DẪN', data.signer?.name)),
  ],
);

export const intakeRefusal: ResultTemplate = form(
  'mau-03-phieu-tu-choi',
  '03',
  { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal slip' },
  (data, v) => [
    ...dossierOf(v),
    {
      kind: 'pairs',
      lines: [
        ...(v('dossier_code') === '' ? [] : [one('Mã hồ sơ', v('dossier_code'))]),
        ...(v('filed_at') === '' ? [] : [one('Thời gian nộp', v('filed_at'))]),
      ],
    },
    paragraph(
      `Qua xem xét, ${data.agency.name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
    ),
    ...(data.reasons ?? [v('reason')]).map((reason, index, all) =>
      paragraph(all.length > 1 ? `${index + 1}. ${reason}` : reason),
    ),
    paragraph(`Ông/bà liên hệ ${v('help_contact')} để được hướng dẫn thêm.`),
    twoSigners(
      person('NGƯỜI NỘP HỒ SƠ', v('submitter') || v('owner')),
      person('NGƯỜI TIẾP NHẬN HỒ SƠ', data.signer?.name),
    ),
  ],
);

export const apology: ResultTemplate = form(
  'mau-04-phieu-xin-loi',
  '04',
  { vi: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', en: 'Apology letter and new appointment' },
  (data, v) => [
    { kind: 'paragraph', runs: [{ text: 'Kính gửi: ' }, { text: v('to'), bold: true }], align: 'center', before: 4 },
    paragraph(
      `Lúc ${v('received_at')}, ${data.agency.name} đã tiếp nhận hồ sơ của ông/bà, mã số ${v('dossier_code')}, về việc ${lowerFirst(v('content'))}; thời gian hẹn trả kết quả: ${v('due_at')}.`,
    ),
    paragraph(
      `Đến nay hồ sơ chưa giải quyết xong theo thời gian đã hẹn. Cơ quan, đơn vị chịu trách nhiệm: ${v('responsible_unit')}.`,
    ),
    {
      kind: 'pairs',
      lines: [one('Tình trạng hồ sơ hiện nay', v('status_now')), one('Lý do', v('reason'))],
    },
    paragraph(`Sự chậm trễ này gây phiền hà cho ông/bà; ${data.agency.name} trân trọng xin lỗi.`),
    {
      kind: 'pairs',
      lines: [
        one('Thời gian trả kết quả hẹn lại', v('new_due_at'), true),
        ...(v('result_place') === '' ? [] : [one('Địa điểm trả', v('result_place'))]),
      ],
    },
    paragraph('Mong nhận được sự thông cảm của ông/bà./.'),
    ...signedBy(data),
  ],
);

export const controlSlip: ResultTemplate = form(
  'mau-05-phieu-kiem-soat',
  '05',
  { vi: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', en: 'Process control slip' },
  (data, v) => [
    { kind: 'paragraph', runs: [{ text: 'Mã hồ sơ: ' }, { text: v('dossier_code'), bold: true }], align: 'center' },
    {
      kind: 'pairs',
      lines: [
        one('Chủ hồ sơ', v('owner'), true),
        [
          { label: 'Ngày tiếp nhận', value: v('received_at') },
          { label: 'Ngày hẹn trả', value: v('due_at') },
        ],
        one('Cơ quan chủ trì giải quyết', v('lead_agency')),
        ...(v('coop_agency') === '' ? [] : [one('Cơ quan phối hợp', v('coop_agency'))]),
      ],
    },
    {
      kind: 'table',
      size: 11,
      columns: [
        { title: 'Giao (1), nhận (2)', share: 0.34 },
        { title: 'Thời gian giao, nhận hồ sơ', share: 0.22, align: 'center' },
        { title: 'Kết quả giải quyết', share: 0.2, align: 'center' },
        { title: 'Ghi chú', share: 0.24 },
      ],
      rows: data.tables?.['steps'] ?? [],
    },
    paragraph(`Phiếu được lập từ nhật ký của hệ thống, ${officialDate(data.date)}; giờ giao, nhận do hệ thống ghi.`, {
      size: 11,
    }),
  ],
);

const numbered = (rows: readonly (readonly string[])[] | undefined): string[][] =>
  (rows ?? []).map((row, index) => [String(index + 1), ...row]);

function contact(v: (key: string) => string): Pair[] {
  const phone = { label: 'Số điện thoại', value: v('phone') };
  return v('email') === ''
    ? [phone]
    : [
        { ...phone, share: 0.44 },
        { label: 'Email', value: v('email'), share: 0.56 },
      ];
}

function dossierOf(v: (key: string) => string): Block[] {
  return [
    {
      kind: 'pairs',
      lines: [
        one('Hồ sơ của', upperName(v('owner')), true),
        one('Nội dung yêu cầu giải quyết', v('content')),
        one('Địa chỉ', v('address')),
        contact(v),
      ],
    },
  ];
}

const person = (role: string, name: string | undefined): ClosingColumn => ({
  capacity: [role],
  note: '(Ký, ghi rõ họ tên)',
  name,
});

const twoSigners = (left: ClosingColumn | undefined, right: ClosingColumn): Block => ({ kind: 'closing', left, right });

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
