import { defineTexts, fill, formatNumber, type Language } from '../../../platform/text.ts';

export const disclosureTexts = defineTexts({
  vi: {
    few: 'không công khai (quá ít)',
    'under-way': 'công khai khi hết tháng',
    'earlier-day': 'không công khai',
    'why-few':
      'Số này không công khai. Có dưới {smallest} người hoặc hồ sơ đứng sau nó, hoặc từ nó trừ ra được một số ít như vậy; ai quen biết trong vùng có thể đoán ra là người nào. Chỗ có dưới {smallest} thì ẩn, kèm vài số bên cạnh để không ai cộng trừ mà ra. Số 0 vẫn hiện vì không nói về ai.',
    'why-under-way':
      'Số của từng đơn vị công khai khi hết tháng: xem hai lần trong tháng rồi trừ đi thì biết được một hồ sơ. Số của cả tỉnh hiện ngay.',
    'why-earlier-day':
      'Điều đã biết vào một ngày trước đây chỉ công khai cho cả tỉnh: so hai ngày với nhau thì biết được một hồ sơ. Số hiện nay của các tháng đã hết vẫn xem được.',
    someHidden: 'Có số không công khai: quá ít người hoặc hồ sơ, hoặc tháng chưa hết.',
    more: 'Vì sao',
    staff: 'Cán bộ có quyền vẫn thấy số của đơn vị mình và đơn vị trực thuộc khi đăng nhập.',
  },
  en: {
    few: 'not published (too few)',
    'under-way': 'published when the month is over',
    'earlier-day': 'not published',
    'why-few':
      'This figure is not published. Fewer than {smallest} people or dossiers stand behind it, or so few could be worked out from it by subtraction; somebody who knows the place might guess who they are. Counts under {smallest} are hidden, and with them a few others so that nobody can add and subtract their way to them. A zero is shown, since it tells of nobody.',
    'why-under-way':
      'Figures of single units are published when the month is over: two looks within the month, subtracted, would tell of one dossier. Those of the whole province are shown at once.',
    'why-earlier-day':
      'What was known on an earlier day is published of the whole province only: two days set side by side would tell of one dossier. Today’s figures of months that are over can be seen.',
    someHidden: 'Some figures are not published: too few people or dossiers, or a month that is not over.',
    more: 'Why',
    staff: 'Officers with the right see the figures of their unit and those below it when signed in.',
  },
});

interface Sample {
  readonly some: boolean;
  readonly synthetic: number | undefined;
  readonly of: number | undefined;
}

/** How much is invented, where that may be counted out; undefined where nothing is. */
export function sampleInWords(
  { some, synthetic, of }: Sample,
  language: Language,
  words: { readonly synthetic: string; readonly someSynthetic: string },
): string | undefined {
  if (!some) return undefined;
  return synthetic === undefined || of === undefined
    ? words.someSynthetic
    : fill(words.synthetic, { synthetic: formatNumber(synthetic, language), received: formatNumber(of, language) });
}
