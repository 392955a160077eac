import type { FormField, FormStep } from '../../../platform/forms/definition.ts';
import { formFaults } from '../../../platform/forms/form-faults.ts';
import type { ProvinceFault, YamlSource } from '../../../platform/yaml-source.ts';
import type { ProcedureContent } from '../model.ts';
import { AskedFields, conditionFaults, type Path, type Report } from './condition-faults.ts';
import type { ResolvedProcedure } from './resolve-procedure.ts';

/** Names that a procedure may refer to. */
export interface KnownNames {
  readonly fields: ReadonlySet<string>;
  readonly lifeEvents: ReadonlySet<string>;
  /** Keys of departments. */
  readonly departments: ReadonlySet<string>;
  readonly tiers: readonly string[];
}

/** Templates of printed results that exist (src/modules/papers/results). */
export const resultTemplates: ReadonlySet<string> = new Set([
  'giay-khai-sinh',
  'giay-chung-nhan-ket-hon',
  'giay-xac-nhan-tinh-trang-hon-nhan',
  'ban-sao-chung-thuc',
  'giay-chung-nhan-ho-kinh-doanh',
  'phieu-ly-lich-tu-phap',
  'giay-phep-xay-dung',
  'giay-chung-nhan-dat',
  'trich-luc-khai-tu',
  'trich-luc-ket-hon',
  'van-ban-tra-loi',
]);

/** Databases and stores that can supply a paper. */
export const suppliers: ReadonlySet<string> = new Set([
  'dan-cu',
  'cu-tru',
  'ho-tich',
  'bhxh',
  'dkkd',
  'dat-dai',
  'lltp',
  'gplx',
  'xe',
  'thue',
  'y-te',
  'tau-ca',
  'an-sinh',
  'nguoi-co-cong',
  'kho',
  'vneid',
]);

/** Facts about whoever files that may fill a field at the start. */
export const prefills: ReadonlySet<string> = new Set([
  'applicant.name',
  'applicant.birthDate',
  'applicant.sex',
  'applicant.identityNumber',
  'applicant.phone',
  'applicant.email',
  'applicant.ethnicity',
  'applicant.nationality',
  'applicant.address',
  'applicant.commune',
  'organisation.name',
  'organisation.identifier',
  'organisation.address',
]);

/** What the shape cannot see: names that lead nowhere, sums, conditions on things that are not asked. */
export function procedureFaults(source: YamlSource, resolved: ResolvedProcedure, known: KnownNames): ProvinceFault[] {
  const { content, origins, missing } = resolved;
  const faults: ProvinceFault[] = [];
  const report = (path: Path, vi: string, en: string) => faults.push(source.faultAt(path, { vi, en }));

  for (const { path, kind, name } of missing)
    report(path, `parts.yaml không có "${name}" trong mục ${kind}.`, `parts.yaml has no "${name}" under ${kind}.`);
  if (!known.fields.has(content.field))
    report(
      ['field'],
      `Không có lĩnh vực "${content.field}" trong fields.yaml.`,
      `fields.yaml has no field "${content.field}".`,
    );
  content.lifeEvents.forEach((event, index) => {
    if (!known.lifeEvents.has(event))
      report(
        ['lifeEvents', index],
        `Không có sự kiện "${event}" trong life-events.yaml.`,
        `life-events.yaml has no "${event}".`,
      );
  });
  const sum = content.steps.reduce((total, step) => total + step.sharePercent, 0);
  if (content.steps.length > 0 && sum !== 100)
    report(
      ['workflow'],
      `Phần thời gian các bước cộng lại là ${sum} %, phải là 100 %.`,
      `The shares of the steps add up to ${sum} %, not 100 %.`,
    );
  content.results.forEach((result, index) => {
    if (!resultTemplates.has(result.template)) {
      report(
        ['results', index, 'template'],
        `Không có mẫu kết quả "${result.template}". Các mẫu: ${[...resultTemplates].join(', ')}.`,
        `There is no result template "${result.template}". Templates: ${[...resultTemplates].join(', ')}.`,
      );
    }
  });
  if (content.fee.kind !== 'free' && content.fee.kind !== 'set-locally' && content.fee.amountDong === undefined) {
    report(['fee'], 'Lệ phí cố định hoặc theo bản phải có amountDong.', 'A fixed or per-copy fee needs amountDong.');
  }
  competenceFaults(content, known, report);
  const asked = new AskedFields(content.form?.steps ?? []);
  paperFaults(content, origins, asked, report);
  for (const step of content.form?.steps ?? []) stepFaults(step, origins, asked, report);
  repeatedKeys(content.form?.steps ?? [], origins, report);
  // The engine has the last word on forms: what it refuses and was not named above is told in its own words.
  if (content.form !== undefined && faults.length === 0) {
    for (const line of formFaults(content.form))
      report(
        placeOf(line, content.form.steps, origins),
        `Tờ khai chưa dùng được: ${line}`,
        `The form cannot be used: ${line}`,
      );
  }
  return faults;
}

/** `child.birthDate: …` names a field of a step. */
function placeOf(line: string, steps: readonly FormStep[], origins: ResolvedProcedure['origins']): Path {
  const [stepKey, fieldKey] = (line.split(':')[0] ?? '').split('.');
  const step = steps.find((each) => each.key === stepKey);
  const field = step?.fields.find((each) => each.key === fieldKey);
  return origins.get(field ?? step ?? steps) ?? ['form'];
}

function competenceFaults(content: ProcedureContent, known: KnownNames, report: Report): void {
  const { level, department, communeAnswer } = content.competence;
  if (department !== undefined && !known.departments.has(department)) {
    report(
      ['competence', 'department'],
      `agencies.yaml không có cơ quan "${department}".`,
      `agencies.yaml has no department "${department}".`,
    );
  }
  if (!known.tiers.includes(level))
    report(['competence', 'level'], `Tỉnh này không có cấp "${level}".`, `This province has no level "${level}".`);
  if (communeAnswer === undefined) {
    if (content.form !== undefined && level !== 'province' && department === undefined) {
      report(
        ['competence'],
        'Thủ tục cấp huyện, xã nộp được thì cần communeAnswer (câu trả lời nêu xã nào giải quyết).',
        'A district or commune procedure that can be filed needs communeAnswer (the answer that names the commune).',
      );
    }
    return;
  }
  if (content.form === undefined) return;
  const field = new AskedFields(content.form.steps).find(communeAnswer, undefined);
  if (field?.kind !== 'commune') {
    report(
      ['competence', 'communeAnswer'],
      `"${communeAnswer}" phải là một câu hỏi loại commune của tờ khai.`,
      `"${communeAnswer}" must be a question of kind commune in the form.`,
    );
  }
}

function paperFaults(
  content: ProcedureContent,
  origins: ResolvedProcedure['origins'],
  asked: AskedFields,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const paper of content.papers) {
    const path = origins.get(paper) ?? ['papers'];
    if (seen.has(paper.key)) report(path, `Giấy tờ "${paper.key}" có hai lần.`, `Paper "${paper.key}" stands twice.`);
    seen.add(paper.key);
    paper.suppliedBy.forEach((name) => {
      if (!suppliers.has(name)) report(path, `Không có nguồn dữ liệu "${name}".`, `There is no database "${name}".`);
    });
    paper.takes?.forEach((name, index) => {
      if (!resultTemplates.has(name))
        report([...path, 'takes', index], `Không có mẫu kết quả "${name}".`, `There is no result template "${name}".`);
    });
    // Without a form there is nothing to ask; such conditions can only be about whom one files for.
    if (paper.when !== undefined) conditionFaults(paper.when, undefined, asked, [...path, 'when'], report);
  }
}

function stepFaults(step: FormStep, origins: ResolvedProcedure['origins'], asked: AskedFields, report: Report): void {
  const path = origins.get(step) ?? ['form'];
  if (step.when !== undefined) conditionFaults(step.when, undefined, asked, [...path, 'when'], report);
  if (step.repeat !== undefined && step.repeat.min > step.repeat.max)
    report([...path, 'repeat'], 'min lớn hơn max.', 'min is above max.');
  const seen = new Set<string>();
  for (const field of step.fields) {
    const at = origins.get(field) ?? path;
    if (seen.has(field.key))
      report(
        at,
        `Câu hỏi "${field.key}" có hai lần trong bước "${step.key}".`,
        `Question "${field.key}" stands twice in step "${step.key}".`,
      );
    seen.add(field.key);
    fieldFaults(field, at, report);
    if (field.when !== undefined) conditionFaults(field.when, step, asked, [...at, 'when'], report);
  }
}

const dateKinds = new Set(['date', 'partial-date']);
const dateBound = /^(\d{4}-\d{2}-\d{2}|today([+-]\d+[dmy])?)$/;

function fieldFaults(field: FormField, at: Path, report: Report): void {
  const needsOptions = field.kind === 'choice' || field.kind === 'choices';
  if (needsOptions !== (field.options !== undefined)) {
    report(
      at,
      needsOptions ? `Câu hỏi "${field.key}" cần options.` : `Câu hỏi loại ${field.kind} không có options.`,
      needsOptions ? `Question "${field.key}" needs options.` : `A question of kind ${field.kind} has no options.`,
    );
  }
  const values = field.options?.map((option) => option.value) ?? [];
  if (new Set(values).size !== values.length)
    report([...at, 'options'], 'Hai lựa chọn trùng value.', 'Two options share a value.');
  for (const bound of ['min', 'max'] as const) {
    const value = field[bound];
    if (value === undefined) continue;
    if (dateKinds.has(field.kind) ? typeof value !== 'string' || !dateBound.test(value) : typeof value !== 'number') {
      report(
        [...at, bound],
        `${bound} của ${field.kind} phải là ${dateKinds.has(field.kind) ? 'ngày ISO, today hoặc today-14y' : 'một số'}.`,
        `${bound} of a ${field.kind} must be ${dateKinds.has(field.kind) ? 'an ISO date, today or today-14y' : 'a number'}.`,
      );
    }
  }
  if (field.prefill !== undefined && !prefills.has(field.prefill)) {
    report(
      [...at, 'prefill'],
      `Không điền sẵn được từ "${field.prefill}". Có: ${[...prefills].join(', ')}.`,
      `Nothing can be filled from "${field.prefill}". Known: ${[...prefills].join(', ')}.`,
    );
  }
}

function repeatedKeys(steps: readonly FormStep[], origins: ResolvedProcedure['origins'], report: Report): void {
  const seen = new Set<string>();
  for (const step of steps) {
    if (seen.has(step.key))
      report(origins.get(step) ?? ['form'], `Bước "${step.key}" có hai lần.`, `Step "${step.key}" stands twice.`);
    seen.add(step.key);
  }
}
