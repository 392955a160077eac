import type { Words } from '../../../platform/errors.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { partAndBase } from '../disclosure/guarded.ts';
import type { Basis } from '../queries/basis.ts';
import type { Value } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';
import * as columns from './columns.ts';
import type { OpenDataset } from './dataset.ts';

export const valuesSeries = 'chi-so-theo-thang';

/** Every open dataset out of the public figures: one of values for each month that is over, then what they mean. */
export function openDatasets(basis: Basis): OpenDataset[] {
  const monthNow = basis.today.toString().slice(0, 7);
  const months = basis.months.filter((month) => month < monthNow);
  return [
    ...months.map((month) => valuesOf(basis, month)),
    indicatorsOf(basis),
    unitsOf(basis),
    targetsOf(basis),
    claimsOf(basis),
  ];
}

function valuesOf(basis: Basis, month: string): OpenDataset {
  const [year, number] = month.split('-');
  const rows = basis.units.flatMap((unit) =>
    basis.definitions.indicators
      .filter(({ levels }) => (levels as readonly string[]).includes(unit.level))
      .map((indicator) => valueRow(basis, indicator, unit, month)),
  );
  return {
    id: `chi-so-${month}`,
    title: {
      vi: `Giá trị chỉ tiêu theo đơn vị, tháng ${Number(number)}/${year}`,
      en: `Values of indicators by unit, ${Number(number)}/${year}`,
    },
    description: {
      vi: 'Mỗi dòng là một chỉ tiêu của một đơn vị trong tháng: tử số, mẫu số, giá trị. Số quá ít người đứng sau không công khai và ghi là suppressed.',
      en: 'Each row is one indicator of one unit in the month: numerator, denominator, value. Figures with too few people behind them are not published and say suppressed.',
    },
    keywords: [
      { vi: 'chuyển đổi số', en: 'digital transformation' },
      { vi: 'dịch vụ công', en: 'public services' },
    ],
    columns: columns.valueColumns,
    rows,
    period: { from: `${month}-01`, to: endOfMonth(month).toString() },
    modified: basis.knownBy.toString(),
    series: valuesSeries,
    synthetic: rows.some((row) => row.at(syntheticAt) === true),
  };
}

const syntheticAt = columns.valueColumns.findIndex(({ name }) => name === 'synthetic');

function valueRow(basis: Basis, indicator: Indicator, unit: Unit, month: string) {
  const value = basis.value(indicator, unit, month);
  const share = partAndBase(indicator);
  return [
    unit.code,
    unit.name.vi,
    unit.level,
    indicator.key,
    indicator.name.vi,
    month,
    share && value.inputs[share.part.key],
    share && value.inputs[share.base.key],
    value.value,
    value.coverage?.reported,
    value.coverage?.units,
    statusOf(value),
    indicator.certainty,
    value.synthetic || basis.sample(unit, month).some,
    basis.knownBy.toString(),
  ];
}

function statusOf({ state }: Value): string {
  if (state === 'hidden') return 'suppressed';
  if (state === 'known') return 'published';
  return state === 'partly' ? 'provisional' : state;
}

function indicatorsOf({ definitions, knownBy }: Basis): OpenDataset {
  return {
    ...plain(
      'chi-tieu',
      { vi: 'Định nghĩa các chỉ tiêu', en: 'Definitions of the indicators' },
      {
        vi: 'Mỗi chỉ tiêu tính thế nào, từ số liệu gì, theo văn bản nào, chắc đến đâu.',
        en: 'How each indicator is worked out, from what, by which document, and how sure that is.',
      },
    ),
    columns: columns.indicatorColumns,
    rows: definitions.indicators.map((each) => [
      each.key,
      each.name.vi,
      each.name.en,
      each.definition.vi,
      each.definition.en,
      each.formula.source,
      each.inputs.map(({ key, measure, figure }) => `${key}=${measure ?? figure ?? '?'}`).join(' '),
      Object.entries(each.unit)
        .map(([name, power]) => (power === 1 ? name : `${name}^${power}`))
        .join(' ') || 'share',
      each.better,
      each.levels.join(' '),
      each.certainty,
      each.source?.vi,
    ]),
    modified: knownBy.toString(),
  };
}

function unitsOf({ units, knownBy }: Basis): OpenDataset {
  const codeOf = new Map(units.map(({ id, code }) => [id, code]));
  return {
    ...plain(
      'don-vi',
      { vi: 'Danh sách đơn vị hành chính', en: 'List of administrative units' },
      {
        vi: 'Mã, tên, cấp và đơn vị cấp trên, theo địa giới hiện nay.',
        en: 'Code, name, level and the unit above, by the map of today.',
      },
    ),
    columns: columns.unitColumns,
    rows: units.map(({ code, name, level, parentId, validFrom }) => [
      code,
      name.vi,
      name.en,
      level,
      parentId && codeOf.get(parentId),
      validFrom.toString(),
    ]),
    modified: knownBy.toString(),
  };
}

function targetsOf({ definitions, knownBy }: Basis): OpenDataset {
  return {
    ...plain(
      'muc-tieu',
      { vi: 'Mục tiêu và văn bản giao', en: 'Targets and the documents that set them' },
      {
        vi: 'Mục tiêu của tỉnh và của cả nước cho từng chỉ tiêu, thời hạn, văn bản.',
        en: 'Targets of the province and of the country for each indicator, with date and document.',
      },
    ),
    columns: columns.targetColumns,
    rows: definitions.targets.map((each) => [
      each.indicator,
      each.unit,
      each.by,
      each.value,
      each.document.vi,
      each.document.en,
      each.certainty,
    ]),
    modified: knownBy.toString(),
  };
}

function claimsOf({ definitions, knownBy }: Basis): OpenDataset {
  return {
    ...plain(
      'so-da-cong-bo',
      { vi: 'Số đã công bố ở nơi khác', en: 'Figures published elsewhere' },
      {
        vi: 'Cùng một việc, mỗi nguồn đếm một cách: đặt cạnh nhau, không cộng, không lấy trung bình.',
        en: 'Of the same thing each source counts in its own way: side by side, never added or averaged.',
      },
    ),
    columns: columns.claimColumns,
    rows: definitions.claims.map((each) => [
      each.indicator,
      each.unit,
      each.from,
      each.to,
      each.value,
      each.definition.vi,
      each.definition.en,
      each.source.vi,
      each.source.en,
      each.certainty,
    ]),
    modified: knownBy.toString(),
  };
}

function plain(id: string, title: Words, description: Words) {
  return {
    id,
    title,
    description,
    keywords: [{ vi: 'chuyển đổi số', en: 'digital transformation' }],
    period: undefined,
    series: undefined,
    synthetic: false,
  };
}
