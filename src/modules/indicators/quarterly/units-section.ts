import { formatNumber } from '../../../platform/text.ts';
import type { Block } from '../../papers/results/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { countsNote, valueInWords } from '../pages/parts.tsx';
import { fewestCases, type LeagueRow, parentOf } from '../queries/board.ts';
import { chapter, point, section, sentence, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** So many of each end are named; all stand in the annex. */
const named = 5;

/** II: who is ahead and who is behind, with what their shares are shares of. */
export function unitsSection(facts: ReportFacts): Block[] {
  if (facts.leagues.length === 0) return [];
  return [
    chapter('II. CÁC XÃ, PHƯỜNG, THỊ TRẤN DẪN ĐẦU VÀ CÒN CHẬM'),
    sentence(
      `Đơn vị có dưới ${fewestCases} hồ sơ trong quý chưa xếp hạng, vì ít quá nên một hồ sơ cũng làm đổi thứ tự. Các giá trị bằng nhau cùng một hạng.`,
    ),
    ...facts.leagues.flatMap(({ indicator, rows }, index) => leagueBlocks(facts, index + 1, indicator, rows)),
  ];
}

function leagueBlocks(facts: ReportFacts, number: number, indicator: Indicator, rows: readonly LeagueRow[]): Block[] {
  const ranked = rows.filter(({ rank }) => rank !== undefined);
  const ahead = ranked.slice(0, named);
  const behind = ranked.slice(Math.max(named, ranked.length - named));
  const last = ranked.at(-1);
  const alike = last === undefined ? 0 : ranked.filter(({ rank }) => rank === last.rank).length;
  const blocks = [
    section(`${number}. ${indicator.name.vi}`),
    sentence(
      `Có ${formatNumber(ranked.length, 'vi')} trên ${formatNumber(rows.length, 'vi')} đơn vị đủ số liệu để xếp hạng.`,
    ),
    point('a) Dẫn đầu'),
    leagueTable(facts, indicator, ahead),
  ];
  if (behind.length === 0) return blocks;
  return [
    ...blocks,
    point('b) Còn chậm'),
    ...(alike > behind.length
      ? [
          sentence(
            `${alike} đơn vị cùng ở hạng ${last?.rank}; bảng dưới nêu ${behind.length} đơn vị, đủ cả trong Phụ lục.`,
          ),
        ]
      : []),
    leagueTable(facts, indicator, behind),
  ];
}

function leagueTable({ basis }: ReportFacts, indicator: Indicator, rows: readonly LeagueRow[]): Block {
  return table(
    [
      { title: 'Hạng', share: 0.09, align: 'center' },
      { title: 'Đơn vị', share: 0.32 },
      { title: 'Thuộc', share: 0.27 },
      { title: 'Giá trị', share: 0.14, align: 'right' },
      { title: 'Cụ thể', share: 0.18, align: 'right' },
    ],
    rows.map(({ unit, value, rank }) => [
      String(rank ?? '–'),
      unit.name.vi,
      parentOf(basis, unit)?.name.vi ?? '',
      valueInWords(indicator, value, 'vi'),
      countsNote(indicator, value, 'vi'),
    ]),
  );
}
