import type { Block } from '../layout/paper.ts';
import type { ResultData, ResultTemplate } from '../model.ts';
import { officialDate } from '../vietnamese-words.ts';
import { addressee, legalBases } from './certificates.ts';
import { defineTemplate, heading, letterhead, lowerFirst, paragraph, rowBlocks, signedBy } from './parts.ts';

/** For every procedure without a result form of its own. */
export const answerLetter: ResultTemplate = defineTemplate({
  key: 'van-ban-tra-loi',
  name: { vi: 'Văn bản trả kết quả', en: 'Letter with the result' },
  templateSource: 'Thể thức công văn, Nghị định 30/2020/NĐ-CP, Phụ lục I',
  certainty: 'own',
  blocks: (data) => [
    letterhead({ ...data, about: data.about ?? aboutOf(data) }),
    ...(data.title === undefined
      ? []
      : [{ kind: 'title' as const, text: data.title.toLocaleUpperCase('vi'), size: 15 }]),
    ...addressee(data),
    ...legalBases(data),
    ...received(data),
    ...(data.paragraphs ?? [`${data.agency.name} chấp thuận giải quyết hồ sơ nêu trên theo các nội dung sau.`]).map(
      (text) => paragraph(text),
    ),
    ...rowBlocks(data, false),
    paragraph('Trân trọng./.'),
    ...signedBy(data),
  ],
});

export const refusalNotice: ResultTemplate = defineTemplate({
  key: 'thong-bao-tu-choi',
  name: { vi: 'Thông báo từ chối giải quyết hồ sơ', en: 'Notice of refusal' },
  templateSource:
    'Thể thức thông báo, Nghị định 30/2020/NĐ-CP, Phụ lục I; nội dung theo Nghị định 61/2018/NĐ-CP, Điều 19',
  certainty: 'own',
  blocks: (data) => [
    letterhead(data),
    { kind: 'title', text: 'THÔNG BÁO', subtitle: data.title ?? 'Về việc không chấp thuận giải quyết hồ sơ', size: 16 },
    ...addressee(data),
    ...legalBases(data),
    ...received(data),
    paragraph('Sau khi xem xét, cơ quan không thể giải quyết hồ sơ nêu trên.', { before: 6 }),
    heading('Lý do:'),
    ...reasonList(data),
    ...(data.paragraphs ?? []).map((text) => paragraph(text)),
    paragraph(
      'Ông/bà có thể nộp hồ sơ mới khi đã đủ điều kiện. Nếu không đồng ý, ông/bà có quyền khiếu nại theo Luật Khiếu nại hoặc khởi kiện vụ án hành chính theo Luật Tố tụng hành chính.',
      { before: 8 },
    ),
    ...signedBy(data),
  ],
});

const aboutOf = (data: ResultData): string | undefined =>
  data.dossier === undefined ? undefined : `V/v trả kết quả ${lowerFirst(data.dossier.procedure)}`;

function received(data: ResultData): Block[] {
  if (data.dossier === undefined) return [];
  const { code, procedure, received: date } = data.dossier;
  const when = date === undefined ? '' : ` tiếp nhận ${officialDate(date)}`;
  return [paragraph(`Xét hồ sơ mã số ${code}${when}, về việc ${lowerFirst(procedure)};`)];
}

export function reasonList(data: ResultData): Block[] {
  const reasons = data.reasons ?? [];
  return reasons.map((reason, index) => paragraph(reasons.length > 1 ? `${index + 1}. ${reason}` : reason));
}
