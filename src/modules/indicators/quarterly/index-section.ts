import { formatNumber, formatPercent } from '../../../platform/text.ts';
import type { Block } from '../../papers/results/index.ts';
import { type Edition, type Node, nodesOf } from '../editions/model.ts';
import type { IndexScore } from '../editions/score.ts';
import { reachedWords, totalWords } from '../pages/edition-page.tsx';
import { targetInWords } from '../pages/parts.tsx';
import { indicatorTexts, standingNames } from '../texts.ts';
import { chapter, named, point, section, sentence, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { amount } from './figure-section.ts';

/** Indices by their main indicators, each with all that is doubtful about it. */
export function indexSection({ indices, unit }: ReportFacts, roman: string): Block[] {
  const head = chapter(`${roman}. KẾT QUẢ THEO CÁC BỘ CHỈ SỐ`);
  if (indices.length === 0)
    return [head, sentence(`Chưa có bộ chỉ số nào của cấp này được nạp để tính cho ${unit.name.vi}.`)];
  return [
    head,
    sentence(
      'Chỉ tính từ số liệu hệ thống đếm được trong quý. Phần chưa có số liệu để trống, không coi là bằng không.',
    ),
    ...indices.flatMap(({ edition, score }, index) => [
      section(`${index + 1}. ${edition.name.vi}`),
      sentence(`${edition.document.number}. ${totalWords(edition, score.total, 'vi')}`),
      ...(edition.caveat === undefined ? [] : [sentence(`Lưu ý: ${edition.caveat.vi}`)]),
      nodeTable(edition, score),
    ]),
  ];
}

function nodeTable(edition: Edition, score: IndexScore): Block {
  const t = indicatorTexts('vi');
  return table(
    [
      { title: 'Mã', share: 0.08, align: 'center' },
      { title: 'Chỉ số chính', share: 0.36 },
      { title: edition.rule === 'sum' ? 'Điểm tối đa' : 'Trọng số', share: 0.16, align: 'right' },
      { title: 'Đạt được', share: 0.19, align: 'right' },
      { title: 'Chỉ số thành phần thiếu số liệu', share: 0.21, align: 'right' },
    ],
    edition.nodes.map((node) => {
      const of = score.nodes.get(node.code);
      return [
        node.code,
        node.name?.vi ?? t.unnamed,
        maximum(edition, node),
        `${reachedWords(of, 'vi')}${of?.reached !== undefined && of.placeholder ? ` (${t.placeholder})` : ''}`,
        `${of?.missing.length ?? 0} trên ${leaves(node)}`,
      ];
    }),
  );
}

const leaves = (node: Node): number => [...nodesOf([node])].filter(({ nodes }) => nodes.length === 0).length;

function maximum(edition: Edition, node: Node): string {
  const t = indicatorTexts('vi');
  if (edition.rule === 'weighted-mean') return node.weight === undefined ? t.unknown : formatPercent(node.weight, 'vi');
  if (node.points === undefined) return t.unknown;
  return `${formatNumber(node.points.full, 'vi')}${node.points.placeholder ? ` (${t.placeholder})` : ''}`;
}

/** What was missed, and what is nearest to more points. */
export function toDoSection({ figures, indices }: ReportFacts, roman: string): Block[] {
  const missed = figures.filter(({ gap }) => gap !== undefined && gap > 0);
  const steps = indices.flatMap(({ edition, steps: all }) => all.slice(0, 5).map((step) => ({ edition, step })));
  return [
    chapter(`${roman}. MỤC TIÊU CHƯA ĐẠT VÀ VIỆC CẦN LÀM`),
    section('1. Mục tiêu chưa đạt'),
    ...(missed.length === 0
      ? [sentence('Không có mục tiêu nào chưa đạt trong các chỉ tiêu có số liệu.')]
      : missed.map(({ row, gap, standing }) =>
          named(
            row.indicator.name.vi,
            `mục tiêu ${targetInWords(row, 'vi')} (${row.target?.document.vi}), còn thiếu ${amount(row.indicator, gap ?? 0)}; tình hình: ${standingNames[standing ?? 'unknown'].vi.toLocaleLowerCase('vi')}.${row.indicator.advice === undefined ? '' : ` ${row.indicator.advice.vi}`}`,
          ),
        )),
    section('2. Chỉ số gần thêm điểm nhất'),
    ...(steps.length === 0
      ? [sentence('Chưa có chỉ số thành phần nào đủ số liệu để tính.')]
      : [sentence('Thêm một đơn vị ở mỗi dòng được bao nhiêu điểm, theo số liệu trong quý.'), ...stepTables(steps)]),
  ];
}

function stepTables(
  steps: readonly { readonly edition: Edition; readonly step: ReportFacts['indices'][number]['steps'][number] }[],
): Block[] {
  const t = indicatorTexts('vi');
  return [...Map.groupBy(steps, ({ edition }) => edition)].flatMap(([edition, of]) => {
    const nodes = new Map([...nodesOf(edition.nodes)].map((node) => [node.code, node]));
    return [
      point(edition.name.vi),
      table(
        [
          { title: 'Chỉ số thành phần', share: 0.33 },
          { title: 'Thêm', share: 0.25 },
          { title: 'Điểm mỗi đơn vị', share: 0.15, align: 'right' },
          { title: 'Cần thêm', share: 0.12, align: 'right' },
          { title: 'Còn thêm được', share: 0.15, align: 'right' },
        ],
        of.map(({ step }) => [
          `${step.code} ${nodes.get(step.code)?.name?.vi ?? t.unnamed}${step.placeholder ? ` (${t.placeholder})` : ''}`,
          step.input.name.vi,
          formatNumber(step.pointsEach, 'vi', 3),
          formatNumber(step.needed, 'vi'),
          formatNumber(step.pointsLeft, 'vi', 3),
        ]),
      ),
    ];
  });
}
