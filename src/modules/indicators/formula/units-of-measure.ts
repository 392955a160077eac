import type { Words } from '../../../platform/errors.ts';

/** What a number counts, as powers of base units: dossiers per person are `{ dossier: 1, person: -1 }`, a share is `{}`. */
export type UnitOfMeasure = Readonly<Record<string, number>>;

/** Every kind of thing that an input may count. A formula may not add people to households, nor compare them. */
export const baseUnits = {
  point: { vi: 'điểm', en: 'points' },
  component: { vi: 'chỉ số thành phần', en: 'components' },
  percent: { vi: '%', en: 'per cent' },
  dossier: { vi: 'hồ sơ', en: 'dossiers' },
  procedure: { vi: 'thủ tục', en: 'procedures' },
  person: { vi: 'người', en: 'people' },
  household: { vi: 'hộ', en: 'households' },
  hamlet: { vi: 'khóm, ấp', en: 'hamlets' },
  unit: { vi: 'đơn vị hành chính', en: 'administrative units' },
  team: { vi: 'tổ', en: 'teams' },
  official: { vi: 'cán bộ, công chức, viên chức', en: 'officials' },
  enterprise: { vi: 'doanh nghiệp', en: 'enterprises' },
  organisation: { vi: 'cơ quan, tổ chức', en: 'organisations' },
  school: { vi: 'trường', en: 'schools' },
  facility: { vi: 'cơ sở', en: 'facilities' },
  system: { vi: 'hệ thống', en: 'systems' },
  machine: { vi: 'máy', en: 'machines' },
  service: { vi: 'dịch vụ', en: 'services' },
  dataset: { vi: 'bộ dữ liệu', en: 'data sets' },
  document: { vi: 'văn bản', en: 'documents' },
  report: { vi: 'báo cáo', en: 'reports' },
  event: { vi: 'lần', en: 'times' },
  transaction: { vi: 'giao dịch', en: 'transactions' },
  rating: { vi: 'lượt đánh giá', en: 'ratings' },
  incident: { vi: 'sự cố', en: 'incidents' },
  feedback: { vi: 'phản ánh, kiến nghị', en: 'reports from people' },
  dong: { vi: 'đồng', en: 'đồng' },
  /** A yes or a no: it may be asked about, never reckoned with. */
  'yes-no': { vi: 'có hoặc không', en: 'yes or no' },
} as const satisfies Record<string, Words>;

export type BaseUnit = keyof typeof baseUnits;

export const unitOf = (base: BaseUnit): UnitOfMeasure => ({ [base]: 1 });

export function sameUnit(a: UnitOfMeasure, b: UnitOfMeasure): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? 0) === (b[name] ?? 0));
}

/** A share has no unit; it is shown as per cent. */
export const isShare = (unit: UnitOfMeasure): boolean => Object.keys(unit).length === 0;

export function multiplyUnits(a: UnitOfMeasure, b: UnitOfMeasure, sign: 1 | -1 = 1): UnitOfMeasure {
  const product: Record<string, number> = { ...a };
  for (const [name, power] of Object.entries(b)) product[name] = (product[name] ?? 0) + sign * power;
  return Object.fromEntries(Object.entries(product).filter(([, power]) => power !== 0));
}

/** `hồ sơ / người`, for a fault and for a page; a share is said as such. */
export function unitWords(unit: UnitOfMeasure, language: 'vi' | 'en'): string {
  const part = (sign: 1 | -1) =>
    Object.entries(unit)
      .filter(([, power]) => Math.sign(power) === sign)
      .map(
        ([name, power]) =>
          `${baseUnits[name as BaseUnit][language]}${Math.abs(power) > 1 ? `^${Math.abs(power)}` : ''}`,
      )
      .join(' × ');
  const [above, below] = [part(1), part(-1)];
  if (above === '' && below === '') return language === 'vi' ? 'tỷ lệ' : 'a share';
  return below === '' ? above : `${above === '' ? '1' : above} / ${below}`;
}
