const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** Whole numbers from 0 to 9999 in words, as certificates write dates: 2022 is `hai nghìn không trăm hai mươi hai`. */
export function numberInWords(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) throw new RangeError(`number ${value}`);
  const thousands = Math.floor(value / 1000);
  const rest = value % 1000;
  if (thousands === 0) return underThousand(rest, false);
  const head = `${digits[thousands]} nghìn`;
  return rest === 0 ? head : `${head} ${underThousand(rest, true)}`;
}

function underThousand(value: number, full: boolean): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  if (hundreds === 0 && !full) return underHundred(rest, false);
  const head = `${digits[hundreds]} trăm`;
  return rest === 0 ? head : `${head} ${underHundred(rest, true)}`;
}

function underHundred(value: number, afterHundreds: boolean): string {
  const tens = Math.floor(value / 10);
  const units = value % 10;
  if (tens === 0) return afterHundreds ? `lẻ ${digits[units]}` : (digits[units] ?? '');
  const head = tens === 1 ? 'mười' : `${digits[tens]} mươi`;
  if (units === 0) return head;
  // Sound changes after tens: một -> mốt from twenty on, năm -> lăm.
  if (units === 1 && tens > 1) return `${head} mốt`;
  if (units === 5) return `${head} lăm`;
  return `${head} ${digits[units]}`;
}

/** `10/10/2022` or `2022-10-10` in words; undefined for anything else, as where only the year is known. */
export function dateInWords(text: string): string | undefined {
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const [day, month, year] = local?.slice(1).map(Number) ?? iso?.slice(1).map(Number).reverse() ?? [];
  if (day === undefined || month === undefined || year === undefined) return undefined;
  return `Ngày ${numberInWords(day)} tháng ${monthInWords(month)} năm ${numberInWords(year)}`;
}

/** April is `tháng tư`. */
const monthInWords = (month: number): string => (month === 4 ? 'tư' : numberInWords(month));

/** `ngày 05 tháng 02 năm 2022`: a zero before days under 10 and the months 1 and 2 (Nghị định 30/2020, Annex I). */
export function officialDate(date: Temporal.PlainDate): string {
  const day = String(date.day).padStart(2, '0');
  const month = date.month <= 2 ? `0${date.month}` : String(date.month);
  return `ngày ${day} tháng ${month} năm ${date.year}`;
}
