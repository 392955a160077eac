import { formatDate, formatNumber } from '../../../platform/text.ts';
import { type Block, officialDate, type Paper, signingCapacity } from '../../papers/results/index.ts';
import { placeNameOf, type Unit } from '../../territory/index.ts';
import { parentOf } from '../queries/board.ts';
import { certaintyNames } from '../texts.ts';
import { annex } from './annex.ts';
import { chapter, lowerFirst, named, section, sentence } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { figureSection } from './figure-section.ts';
import { indexSection, toDoSection } from './index-section.ts';
import { monthsOf, quarterInRoman, quarterKey } from './quarter.ts';
import { unitsSection } from './units-section.ts';

/** The report as an official paper (Nghị định 30/2020/NĐ-CP, Annex I and III). The same facts give the same paper; it is dated by the day it is told as of. */
export function composeReport(facts: ReportFacts): Paper {
  const { basis, unit, quarter, sample } = facts;
  const parent = parentOf(basis, unit);
  const about = `Kết quả chuyển đổi số ${quarterInRoman(quarter)}`;
  const units = unitsSection(facts);
  const next = ['II', 'III', 'IV', 'V'].slice(units.length === 0 ? 0 : 1);
  const [indexNumber = '', toDoNumber = '', sourceNumber = ''] = next;
  return {
    title: `Báo cáo ${lowerFirst(about)} của ${committeeOf(unit)}`,
    source: 'Thể thức báo cáo, Nghị định 30/2020/NĐ-CP, Phụ lục I và III; nội dung theo bố cục riêng của hệ thống',
    date: basis.knownBy,
    synthetic: sample.some || reportsInvented(facts),
    blocks: [
      {
        kind: 'letterhead',
        parent: parent && committeeOf(parent),
        agency: committeeOf(unit),
        number: 'Số:          /BC-UBND',
        placeDate: `${placeNameOf(unit)}, ${officialDate(basis.knownBy)}`,
      },
      { kind: 'title', text: 'BÁO CÁO', subtitle: about, size: 14 },
      ...opening(facts),
      ...figureSection(facts),
      ...units,
      ...indexSection(facts, indexNumber),
      ...toDoSection(facts, toDoNumber),
      ...sources(facts, sourceNumber),
      sentence(`Trên đây là báo cáo ${lowerFirst(about)} của ${committeeOf(unit)}./.`),
      {
        kind: 'closing',
        left: { recipients: recipients(unit, parent) },
        right: { capacity: signingCapacity('Ủy ban nhân dân', 'Chủ tịch'), name: undefined },
      },
      ...annex(facts),
    ],
  };
}

/** `Ủy ban nhân dân thành phố Bạc Liêu`; a ward with a number keeps its capital letter. */
function committeeOf({ name }: Unit): string {
  return `Ủy ban nhân dân ${/\d/.test(name.vi) ? name.vi : lowerFirst(name.vi)}`;
}

/** A reported number among the figures was invented for the demonstration. */
const reportsInvented = ({ figures }: ReportFacts): boolean => figures.some(({ value }) => value.synthetic);

function sampleWords(facts: ReportFacts): string {
  const { synthetic, of, some } = facts.sample;
  const dossiers =
    synthetic === undefined || of === undefined
      ? 'trong quý có hồ sơ mô phỏng'
      : `trong quý có ${formatNumber(synthetic, 'vi')} trên ${formatNumber(of, 'vi')} hồ sơ là hồ sơ mô phỏng`;
  return [some ? dossiers : undefined, reportsInvented(facts) ? 'có số báo cáo mô phỏng' : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}

function opening(facts: ReportFacts): Block[] {
  const { basis, quarter, months, underWay, sample } = facts;
  const missing = monthsOf(quarter).length - months.length;
  return [
    sentence(
      `Số liệu trong báo cáo này do hệ thống đếm từ nhật ký giải quyết hồ sơ hoặc do cơ quan báo cáo và đã được duyệt, theo điều đã biết đến hết ngày ${formatDate(basis.knownBy, 'vi')}.`,
    ),
    ...(underWay || missing > 0
      ? [
          sentence(
            `${underWay ? 'Quý chưa kết thúc' : 'Số liệu của quý chưa đủ'}: mới có ${months.length} trên 3 tháng (${months.map((month) => `tháng ${Number(month.slice(5))}`).join(', ')}).`,
          ),
        ]
      : []),
    ...(!sample.some && !reportsInvented(facts)
      ? []
      : [
          {
            kind: 'paragraph' as const,
            runs: [
              {
                text: `Dữ liệu mẫu: ${sampleWords(facts)}; báo cáo này không có giá trị pháp lý.`,
                bold: true,
              },
            ],
          },
        ]),
  ];
}

function sources({ basis, figures, unit, quarter, fingerprint }: ReportFacts, roman: string): Block[] {
  return [
    chapter(`${roman}. NGUỒN SỐ LIỆU, CÁCH TÍNH VÀ CÁCH LẬP LẠI BÁO CÁO`),
    section('1. Cách tính từng chỉ tiêu'),
    ...figures.map(({ row: { indicator } }) =>
      named(
        indicator.name.vi,
        `${indicator.definition.vi} Công thức: ${indicator.formula.source}; ${indicator.inputs.every(({ measure }) => measure !== undefined) ? 'hệ thống đếm' : 'cơ quan báo cáo'}; định nghĩa: ${certaintyNames[indicator.certainty].vi}.`,
      ),
    ),
    section('2. Cách lập lại báo cáo này'),
    sentence(
      `Mở địa chỉ /chi-so/${unit.code}/bao-cao.pdf?quy=${quarterKey(quarter)}&biet=${basis.knownBy} trên hệ thống: cùng ngày đã biết thì ra cùng một báo cáo. Vân tay của các định nghĩa (SHA-256): ${fingerprint}.`,
    ),
  ];
}

function recipients(unit: Unit, parent: Unit | undefined): string[] {
  if (unit.level === 'province') return ['Thủ tướng Chính phủ;', 'Bộ Thông tin và Truyền thông;', 'Lưu: VT.'];
  return [...(parent === undefined ? [] : [`UBND ${lowerFirst(parent.name.vi)};`]), 'Lưu: VT.'];
}
