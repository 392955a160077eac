import type { Language } from '../../../platform/text.ts';
import type { ProvinceFault } from '../../../platform/yaml-source.ts';
import { loadProvince } from './load-province.ts';

export interface ProvinceCheck {
  readonly ok: boolean;
  /** `procedures/khai-sinh.yaml:12:5 …`, one fault a line, then one line of summary. */
  readonly lines: readonly string[];
}

/** What `cuaso check-province DIR` prints. */
export function checkProvince(dir: string, language: Language = 'vi'): ProvinceCheck {
  const { files, faults } = loadProvince(dir);
  if (files === undefined) {
    const summary =
      language === 'vi'
        ? `${faults.length} lỗi trong ${dir}. Chưa có gì được công bố.`
        : `${faults.length === 1 ? '1 fault' : `${faults.length} faults`} in ${dir}. Nothing was published.`;
    return { ok: false, lines: [...faults.map((fault) => formatFault(fault, language)), summary] };
  }
  const filed = files.procedures.filter(({ content }) => content.form !== undefined).length;
  const counts = {
    procedures: files.procedures.length,
    filed,
    units: files.territory.units.length,
    agencies: files.territory.agencies.length,
  };
  return {
    ok: true,
    lines: [
      language === 'vi'
        ? `${files.province.name.vi}: ${counts.procedures} thủ tục (${counts.filed} nộp được), ${counts.units} đơn vị hành chính, ${counts.agencies} cơ quan. Không có lỗi.`
        : `${files.province.name.en}: ${counts.procedures} procedures (${counts.filed} can be filed), ${counts.units} units, ${counts.agencies} agencies. No faults.`,
    ],
  };
}

export function formatFault(fault: ProvinceFault, language: Language): string {
  const path = fault.path === '' ? '' : ` (${fault.path})`;
  return `${fault.file}:${fault.line}:${fault.column} ${fault.words[language]}${path}`;
}
