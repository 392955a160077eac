import type { Words } from '../../../platform/errors.ts';
import type { ProvinceFault, YamlSource } from '../../../platform/yaml-source.ts';
import type { TargetsFile } from '../definitions/schemas.ts';

type TargetFile = TargetsFile['targets'][number];

export interface KnownToSharing {
  readonly measures: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
  /** Of the target's indicator: whether it is a share, which never goes over 1. */
  readonly isShare: boolean;
}

/** Whether the rule by which a target is shared out has all that it needs, and nothing that it does not use. */
export function sharingFaults(
  source: YamlSource,
  path: readonly (string | number)[],
  target: TargetFile,
  known: KnownToSharing,
): ProvinceFault[] {
  const { shared, sharing, by } = target;
  const faults: ProvinceFault[] = [];
  const add = (at: readonly string[], words: Words) => faults.push(source.faultAt([...path, ...at], words));
  if (sharing === undefined) {
    if (shared !== 'same' && shared !== 'not') add(['shared'], needs(shared, 'sharing'));
    return faults;
  }
  if (shared === 'not') add(['sharing'], unused('sharing', shared));
  const { on, base, cap, step, parts } = sharing;
  if (on === undefined && (shared === 'proportional' || shared === 'by-gap')) add(['sharing'], needs(shared, 'on'));
  if (on !== undefined && on > by) add(['sharing', 'on'], afterTarget);
  const wantsBase = shared === 'proportional' || (shared === 'by-gap' && !known.isShare);
  if (wantsBase && base === undefined) add(['sharing'], needs(shared, 'base'));
  if (!wantsBase && base !== undefined) add(['sharing', 'base'], unused('base', shared));
  if (base !== undefined) {
    const { measure, figure } = base;
    if ((measure === undefined) === (figure === undefined)) add(['sharing', 'base'], oneBase);
    if (measure !== undefined && !known.measures.has(measure)) add(['sharing', 'base', 'measure'], notCounted(measure));
    if (figure !== undefined && !known.figures.has(figure)) add(['sharing', 'base', 'figure'], notReported(figure));
  }
  if (shared === 'explicit' && parts === undefined) add(['sharing'], needs(shared, 'parts'));
  if (shared !== 'explicit' && parts !== undefined) add(['sharing', 'parts'], unused('parts', shared));
  if (shared === 'same' || shared === 'explicit')
    for (const [name, value] of Object.entries({ cap, step }))
      if (value !== undefined && !(shared === 'same' && !known.isShare)) add(['sharing', name], unused(name, shared));
  if (known.isShare)
    for (const [name, value] of Object.entries({ cap, step }))
      if (value !== undefined && value > 1) add(['sharing', name], overOne);
  const seen = new Set<string>();
  parts?.forEach(({ unit, value }, index) => {
    if (seen.has(unit)) add(['sharing', 'parts', String(index), 'unit'], twice(unit));
    seen.add(unit);
    if (known.isShare && value > 1) add(['sharing', 'parts', String(index), 'value'], overOne);
  });
  return faults;
}

const needs = (rule: string, what: string): Words => ({
  vi: `Cách giao "${rule}" cần "${what}". Hãy thêm vào.`,
  en: `The rule "${rule}" needs "${what}". Add it.`,
});
const unused = (what: string, rule: string): Words => ({
  vi: `Cách giao "${rule}" không dùng "${what}". Hãy bỏ đi.`,
  en: `The rule "${rule}" does not use "${what}". Remove it.`,
});
const afterTarget: Words = {
  vi: 'Ngày lấy số liệu sau ngày phải đạt chỉ tiêu.',
  en: 'Figures are taken on a day after the target is due.',
};
const oneBase: Words = {
  vi: 'Chia theo đúng một số: measure (hệ thống đếm) hoặc figure (cơ quan báo cáo).',
  en: 'Shared out by one number: a measure (counted here) or a figure (reported).',
};
const notCounted = (key: string): Words => ({
  vi: `Hệ thống không đếm "${key}".`,
  en: `The platform does not count "${key}".`,
});
const notReported = (key: string): Words => ({
  vi: `Không có số liệu báo cáo "${key}" trong figures.yaml.`,
  en: `There is no reported figure "${key}" in figures.yaml.`,
});
const overOne: Words = {
  vi: 'Tỷ lệ không quá 1 (tức 100 %).',
  en: 'A share is not more than 1 (100 per cent).',
};
const twice = (unit: string): Words => ({
  vi: `Đơn vị "${unit}" có hai dòng. Mỗi đơn vị một dòng.`,
  en: `The unit "${unit}" stands in two lines. Each has one.`,
});
