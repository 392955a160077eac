import { formatDate, formatNumber } from '../../../platform/text.ts';
import type { Block } from '../../papers/results/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { countsNote, shown, targetInWords, valueInWords, valueNote } from '../pages/parts.tsx';
import { isShare } from '../queries/board.ts';
import { certaintyNames, standingNames } from '../texts.ts';
import { chapter, section, sentence, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import type { QuarterFigure } from './figures.ts';

/** I: each figure with what it is a share of, the quarter before, target, gap and standing; then what others published. */
export function figureSection({ figures, unit }: ReportFacts): Block[] {
  const main = figures.filter(({ row }) => row.indicator.headline !== undefined);
  const others = figures.filter(({ row }) => row.indicator.headline === undefined);
  const claims = figures.flatMap(({ row }) => row.claims.map((claim) => ({ indicator: row.indicator, claim })));
  const day = (date: string) => formatDate(Temporal.PlainDate.from(date), 'vi');
  return [
    chapter('I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU'),
    sentence(summary(figures)),
    ...(main.length === 0 ? [] : [section('1. Chỉ tiêu chính'), figureTable(main)]),
    ...(others.length === 0 ? [] : [section(`${main.length === 0 ? 1 : 2}. Chỉ tiêu khác`), figureTable(others)]),
    ...(claims.length === 0
      ? []
      : [
          section(`${[main, others].filter(({ length }) => length > 0).length + 1}. Số đã công bố ở nơi khác`),
          sentence('Mỗi nguồn đếm một cách nên để cạnh nhau, không cộng hay lấy trung bình với số của báo cáo này.'),
          table(
            [
              { title: 'Chỉ tiêu', share: 0.2 },
              { title: 'Số công bố', share: 0.15 },
              { title: 'Thời gian', share: 0.16 },
              { title: 'Cách tính', share: 0.23 },
              { title: 'Nguồn', share: 0.26 },
            ],
            claims.map(({ indicator, claim }) => [
              indicator.name.vi,
              `${shown(indicator, claim.value, 'vi')}${claim.unit === unit.code ? '' : ' (cả nước)'}`,
              claim.from === claim.to ? day(claim.from) : `${day(claim.from)} đến ${day(claim.to)}`,
              claim.definition.vi,
              `${claim.source.vi} (${certaintyNames[claim.certainty].vi})`,
            ]),
          ),
        ]),
  ];
}

function summary(figures: readonly QuarterFigure[]): string {
  const judged = figures.filter(({ gap }) => gap !== undefined);
  const reached = judged.filter(({ gap }) => gap === 0).length;
  const unknown = figures.filter(({ value }) => value.state === 'missing').length;
  const partly = figures.filter(({ value }) => value.state === 'partly').length;
  return [
    `Trong ${figures.length} chỉ tiêu, ${judged.length} chỉ tiêu có mục tiêu và có số liệu: ${reached} đạt, ${judged.length - reached} chưa đạt.`,
    unknown === 0
      ? undefined
      : `${unknown} chỉ tiêu chưa có số liệu vì chưa đơn vị nào báo cáo; chưa có số liệu không có nghĩa là bằng không.`,
    partly === 0 ? undefined : `${partly} chỉ tiêu mới có số liệu của một phần đơn vị.`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function figureTable(figures: readonly QuarterFigure[]): Block {
  return table(
    [
      { title: 'TT', share: 0.06, align: 'center' },
      { title: 'Chỉ tiêu', share: 0.25 },
      { title: 'Kết quả trong quý', share: 0.19 },
      { title: 'So với quý trước', share: 0.13 },
      { title: 'Mục tiêu', share: 0.14 },
      { title: 'Còn thiếu', share: 0.11 },
      { title: 'Tình hình', share: 0.12 },
    ],
    figures.map((figure, index) => {
      const { row, value, gap, standing } = figure;
      const { indicator } = row;
      return [
        String(index + 1),
        `${indicator.name.vi}${indicator.certainty === 'confirmed' ? '' : ` (định nghĩa: ${certaintyNames[indicator.certainty].vi})`}`,
        cell(indicator, value, valueNote),
        changeInWords(figure),
        targetInWords(row, 'vi') ?? 'chưa có',
        gap === undefined ? '–' : gap === 0 ? 'không' : amount(indicator, gap),
        standing === undefined ? '–' : standingNames[standing].vi,
      ];
    }),
  );
}

/** `3,8 %` over `40 trên 1.050`. That numbers are invented, the report says at its beginning. */
export function cell(indicator: Indicator, value: QuarterFigure['value'], tell = countsNote): string {
  const note = tell(indicator, value, 'vi').replaceAll(' · ', '\n');
  const words = valueInWords(indicator, value, 'vi');
  return note === '' ? words : `${words}\n${note}`;
}

function changeInWords({ row: { indicator }, change, before }: QuarterFigure): string {
  if (change === undefined) return before.value === undefined ? 'quý trước chưa có số liệu' : '–';
  const size = amount(indicator, Math.abs(change));
  if (Math.abs(change) < 1e-9) return `như quý trước (${shown(indicator, before.value ?? 0, 'vi')})`;
  return `${change > 0 ? 'tăng' : 'giảm'} ${size} (${shown(indicator, before.value ?? 0, 'vi')})`;
}

/** A difference of shares is told in points, never in per cent. */
export function amount(indicator: Indicator, value: number): string {
  return isShare(indicator) ? `${formatNumber(value * 100, 'vi', 1)} điểm %` : formatNumber(value, 'vi', 1);
}
