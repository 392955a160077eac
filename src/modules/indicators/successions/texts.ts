import { defineTexts } from '../../../platform/text.ts';
import type { MergingRule } from './merging-rule.ts';
import type { SeriesBreak } from './series-breaks.ts';

export const successionTexts = defineTexts({
  vi: {
    maps: 'Theo địa giới',
    before: 'Địa giới trước {until}',
    from: 'Địa giới từ {from}',
    between: 'Địa giới từ {from} đến trước {until}',
    madeOf: 'Tháng này ghi theo địa giới cũ. {unit} chỉ gồm số liệu của: {parts}.',
    madeOfMany: 'Tháng này ghi theo địa giới cũ. {unit} chỉ gồm số liệu của {count} đơn vị cũ.',
    dividedInto:
      '{parts} bị chia cho nhiều đơn vị mới, không có văn bản nào nói mỗi nơi nhận bao nhiêu. Vì vậy không tính riêng cho {unit}; số của cấp trên vẫn đủ.',
    whenMerged: 'Khi đơn vị sáp nhập',
    breaks: 'Chỗ đứt của chuỗi số liệu',
    breaksLead: 'Số trước và sau các mốc này không so được với nhau; xu thế và dự báo chỉ tính từ mốc cuối.',
    since: 'Từ tháng',
    what: 'Điều gì đổi',
    formulaChange: 'công thức “{before}” thành “{after}”',
  },
  en: {
    maps: 'By boundaries',
    before: 'Boundaries before {until}',
    from: 'Boundaries since {from}',
    between: 'Boundaries from {from} to before {until}',
    madeOf: 'This month was recorded by earlier boundaries. {unit} is made of these only: {parts}.',
    madeOfMany: 'This month was recorded by earlier boundaries. {unit} is made of {count} units of before only.',
    dividedInto:
      '{parts} went to several new units, and no document says how much each received. So nothing is told for {unit} alone; the figures above it are whole.',
    whenMerged: 'When units merge',
    breaks: 'Where the series breaks',
    breaksLead: 'Values before and after cannot be compared; trend and forecast begin at the last break.',
    since: 'From',
    what: 'What changed',
    formulaChange: 'formula “{before}” became “{after}”',
  },
});

export const ruleNames: Readonly<Record<MergingRule, { readonly vi: string; readonly en: string }>> = {
  sum: {
    vi: 'cộng số liệu của các đơn vị cũ rồi mới tính',
    en: 'the inputs of the old units are added, then worked out',
  },
  mean: { vi: 'lấy trung bình các đơn vị cũ', en: 'the mean of the old units' },
  'weighted-mean': {
    vi: 'lấy trung bình các đơn vị cũ theo {base}',
    en: 'the mean of the old units, weighted by {base}',
  },
  restart: { vi: 'tính lại từ đầu, không so với trước', en: 'begins anew, not compared with before' },
};

export const breakNames: Readonly<Record<SeriesBreak['kind'], { readonly vi: string; readonly en: string }>> = {
  formula: { vi: 'cách tính đổi', en: 'the formula changed' },
  definition: { vi: 'định nghĩa đổi', en: 'the definition changed' },
  source: { vi: 'nguồn số liệu đổi', en: 'the source changed' },
  units: { vi: 'đơn vị sáp nhập, chia tách', en: 'units merged or divided' },
};
