import type { Choice } from '../definition.ts';

/** ISO 3166-1 codes of the members of the United Nations, the Holy See, Palestine and Taiwan; names come from the ICU of the runtime. */
const codes =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VU WS YE ZA ZM ZW'.split(
    ' ',
  );
/** What Vietnamese papers write where ICU writes otherwise. */
const written: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  TW: { vi: 'Trung Quốc (Đài Loan)', en: 'China (Taiwan)' },
};
const inVietnamese = new Intl.DisplayNames('vi', { type: 'region' });
const inEnglish = new Intl.DisplayNames('en', { type: 'region' });

/** Việt Nam first, as nearly everyone answers it; then in Vietnamese order; last the people without a nationality. */
export const nationalities: readonly Choice[] = [
  { value: 'VN', label: { vi: 'Việt Nam', en: 'Vietnam' } },
  ...codes
    .map((value) => ({
      value,
      label: written[value] ?? { vi: inVietnamese.of(value) ?? value, en: inEnglish.of(value) ?? value },
    }))
    .sort((a, b) => a.label.vi.localeCompare(b.label.vi, 'vi')),
  { value: 'XXA', label: { vi: 'Không quốc tịch', en: 'Stateless' } },
];
