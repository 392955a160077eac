import type { StaffRole } from '../../platform/actor.ts';
import { conditionWords } from '../../platform/forms/condition-words.ts';
import type { Condition, FormDefinition } from '../../platform/forms/definition.ts';
import { fill, formatDong, formatNumber, type Language } from '../../platform/text.ts';
import type { Certainty, Competence, Fee, FiledFor, ProcedureContent, TimeLimit } from './model.ts';
import { catalogueTexts } from './texts.ts';

/** How long it takes, as one would say it. */
export function timeInWords(limit: TimeLimit, language: Language): string {
  // A note of the province says the same in its own words.
  if (
    limit.value !== 1 ||
    limit.unit !== 'working-day' ||
    limit.sameDayCutoff === undefined ||
    limit.note !== undefined
  )
    return lengthInWords(limit, language);
  return fill(catalogueTexts(language).sameDay, { hour: limit.sameDayCutoff });
}

/** The bare length, for lists: `1 ngày làm việc`. */
export function lengthInWords(limit: TimeLimit, language: Language): string {
  const t = catalogueTexts(language);
  const many = limit.value !== 1;
  const unit = {
    'working-day': many ? t.workingDays : t.workingDay,
    'working-hour': many ? t.workingHours : t.workingHour,
    day: many ? t.days : t.day,
  };
  return `${formatNumber(limit.value, language)} ${unit[limit.unit]}`;
}

export function feeInWords(fee: Fee, language: Language, size: 'full' | 'short' = 'full'): string {
  const t = catalogueTexts(language);
  if (fee.kind === 'free' || (fee.amountDong === 0 && fee.kind !== 'set-locally')) return t.free;
  if (fee.amountDong === undefined) return size === 'short' ? t.feeSetLocallyShort : t.feeSetLocally;
  const amount = fee.amountDong === 0 ? t.free : formatDong(fee.amountDong, language);
  return fee.kind === 'per-copy' ? fill(t.feePerCopy, { amount }) : amount;
}

/** Whose decision it is. */
export function deciderInWords(competence: Competence, departmentName: string | undefined, language: Language): string {
  if (competence.department !== undefined) return departmentName ?? catalogueTexts(language).decidesDepartment;
  const t = catalogueTexts(language);
  return { commune: t.decidesCommune, district: t.decidesDistrict, province: t.decidesProvince }[competence.level];
}

/** The office that takes it in over the counter. */
export function officeInWords(competence: Competence, language: Language): string {
  const t = catalogueTexts(language);
  if (competence.department !== undefined) return t.officeProvince;
  return { commune: t.officeCommune, district: t.officeDistrict, province: t.officeProvince }[competence.level];
}

export function roleInWords(role: StaffRole, language: Language): string {
  const t = catalogueTexts(language);
  return {
    reception: t.roleReception,
    specialist: t.roleSpecialist,
    clerk: t.roleClerk,
    leader: t.roleLeader,
    administrator: t.roleAdministrator,
    auditor: t.roleAuditor,
  }[role];
}

const portions = [10, 20, 25, 33, 40, 50, 60, 67, 75, 80, 90, 100] as const;

/** A share of the time limit as people say it: `khoảng một nửa thời gian`. */
export function portionInWords(sharePercent: number, language: Language): string {
  const t = catalogueTexts(language);
  if (sharePercent <= 0) return t.portionNone;
  if (sharePercent < 8) return t.portionLittle;
  const nearest = portions.reduce((best, portion) =>
    Math.abs(portion - sharePercent) < Math.abs(best - sharePercent) ? portion : best,
  );
  const words = {
    10: t.portionTenth,
    20: t.portionFifth,
    25: t.portionQuarter,
    33: t.portionThird,
    40: t.portionTwoFifths,
    50: t.portionHalf,
    60: t.portionThreeFifths,
    67: t.portionTwoThirds,
    75: t.portionThreeQuarters,
    80: t.portionFourFifths,
    90: t.portionMost,
    100: t.portionAll,
  };
  return words[nearest];
}

/** What the demonstration may not pass off as official, in words; undefined for what was read in a text. */
export function certaintyInWords(certainty: Certainty | undefined, language: Language): string | undefined {
  const t = catalogueTexts(language);
  if (certainty === undefined || certainty === 'confirmed') return undefined;
  return { secondary: t.certaintySecondary, memory: t.certaintyMemory, demo: t.certaintyDemo }[certainty];
}

/** `Mẫu …, Thông tư … (memory)`: the source of a template carries its certainty in its text. */
export function sourceInWords(source: string, language: Language): string {
  return source.replace(/\((confirmed|secondary|memory|demo)\)/g, (_, certainty: Certainty) => {
    const words = certaintyInWords(certainty, language);
    return words === undefined ? '' : `(${words})`;
  });
}

/** The certainty of a value, or of the nearest value around it: `papers.birthNotice` falls back to `papers`. */
export function certaintyOf(content: ProcedureContent, path: string): Certainty | undefined {
  return content.certainty[path] ?? content.certainty[path.split('.')[0] as string];
}

/**
 * When a paper is asked for, by the questions of the form: `“Nơi sinh” là “Bệnh viện”`. undefined where that cannot be said by a question
 * (who files for whom), which the page then says in general words.
 */
export function conditionInWords(
  condition: Condition,
  form: FormDefinition | undefined,
  language: Language,
): string | undefined {
  if (form === undefined || JSON.stringify(condition).includes('"party.')) return undefined;
  return conditionWords(condition, form, '')[language];
}

/** Cuts a long official name at a word, for lists; the whole of it stands on the procedure's page. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most * 0.6)).replace(/[,;:(]\s*$/, '')}…`;
}

export function filedForInWords(filedFor: readonly FiledFor[], language: Language): string {
  const t = catalogueTexts(language);
  const words: Record<FiledFor, string> = {
    self: t.filedForSelf,
    child: t.filedForChild,
    ward: t.filedForWard,
    authority: t.filedForAuthority,
    organisation: t.filedForOrganisation,
  };
  const text = filedFor.map((key) => words[key]).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A database or store that can supply a paper, by its key in the province's files. */
export function databaseInWords(key: string, language: Language): string {
  const t = catalogueTexts(language);
  const words: Record<string, string> = {
    'dan-cu': t.dbDanCu,
    'cu-tru': t.dbCuTru,
    'ho-tich': t.dbHoTich,
    bhxh: t.dbBhxh,
    dkkd: t.dbDkkd,
    'dat-dai': t.dbDatDai,
    lltp: t.dbLltp,
    gplx: t.dbGplx,
    xe: t.dbXe,
    thue: t.dbThue,
    'y-te': t.dbYTe,
    'tau-ca': t.dbTauCa,
    'an-sinh': t.dbAnSinh,
    'nguoi-co-cong': t.dbNguoiCoCong,
    kho: t.dbKho,
    vneid: t.dbVneid,
  };
  return words[key] ?? key;
}
