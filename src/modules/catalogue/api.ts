import { type Static, Type } from 'typebox';
import type { PublishedProcedure } from './queries/published-catalogue.ts';

const words = Type.Object({ vi: Type.String(), en: Type.String() });
const level = Type.Enum(['commune', 'district', 'province']);
const onlineService = Type.Enum(['full', 'partial', 'none']);
const certainty = Type.Enum(['confirmed', 'secondary', 'memory', 'demo']);

/** A procedure in a list. */
const procedureLine = Type.Object(
  {
    code: Type.String({ description: 'National code, as 1.001193' }),
    slug: Type.String(),
    name: words,
    shortName: words,
    summary: words,
    field: Type.String(),
    lifeEvents: Type.Array(Type.String()),
    level,
    onlineService,
    fileableHere: Type.Boolean({ description: 'A form exists: POST /api/v1/dossiers takes it' }),
    version: Type.Object({ id: Type.String(), hash: Type.String(), inForceFrom: Type.String() }),
  },
  { $id: 'ProcedureLine' },
);
export type ProcedureLineBody = Static<typeof procedureLine>;

const procedureDetail = Type.Interface([procedureLine], {
  contentAsOf: Type.String({
    description: 'When the content was read; it may be newer than the setting of the demonstration',
  }),
  certainty: Type.Record(Type.String(), certainty, {
    description: 'By path of the value; what is not named is confirmed',
  }),
  competence: Type.Object({ level, department: Type.Optional(Type.String()) }),
  applicantKinds: Type.Array(Type.String()),
  filedFor: Type.Array(Type.String()),
  assuranceLevel: Type.Integer(),
  timeLimit: Type.Object({
    value: Type.Integer(),
    unit: Type.String(),
    sameDayCutoff: Type.Optional(Type.String()),
    note: Type.Optional(words),
  }),
  fee: Type.Object({ kind: Type.String(), amountDong: Type.Optional(Type.Integer()), note: Type.Optional(words) }),
  papers: Type.Array(
    Type.Object({
      key: Type.String(),
      name: words,
      help: words,
      required: Type.Boolean(),
      conditional: Type.Boolean({ description: 'Required only for some answers' }),
      maxFiles: Type.Integer(),
      suppliedBy: Type.Array(Type.String()),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      key: Type.String(),
      name: words,
      role: Type.String(),
      kind: Type.String(),
      sharePercent: Type.Integer(),
    }),
  ),
  results: Type.Array(Type.Object({ code: Type.Optional(Type.String()), name: words, paperOriginal: Type.Boolean() })),
  legalBasis: Type.Array(Type.String()),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      hash: Type.String(),
      inForceFrom: Type.String(),
      publishedAt: Type.String(),
    }),
  ),
});
export type ProcedureDetailBody = Static<typeof procedureDetail>;

export const listQuery = Type.Object({
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Everyday words or a code, in Vietnamese with or without marks, or English',
    }),
  ),
  field: Type.Optional(Type.String({ maxLength: 80 })),
  lifeEvent: Type.Optional(Type.String({ maxLength: 80 })),
  level: Type.Optional(level),
  onlineService: Type.Optional(onlineService),
  fileableHere: Type.Optional(Type.Boolean()),
});
export type ListQuery = Static<typeof listQuery>;

export const listAnswer = Type.Object({
  total: Type.Integer(),
  guessed: Type.Boolean({ description: 'Found only by allowing for typing errors' }),
  procedures: Type.Array(procedureLine),
});
export const detailAnswer = procedureDetail;
export const codeParams = Type.Object({ code: Type.String({ maxLength: 120, description: 'National code or slug' }) });

export function toLine({ content, version }: PublishedProcedure): ProcedureLineBody {
  return {
    code: content.code,
    slug: content.slug,
    name: content.name,
    shortName: content.shortName,
    summary: content.summary,
    field: content.field,
    lifeEvents: [...content.lifeEvents],
    level: content.competence.level,
    onlineService: content.onlineService,
    fileableHere: content.form !== undefined,
    version: { id: version.id, hash: version.hash, inForceFrom: version.inForceFrom.toString() },
  };
}

export function toDetail(procedure: PublishedProcedure): ProcedureDetailBody {
  const { content } = procedure;
  const { department } = content.competence;
  const { amountDong } = content.fee;
  const { sameDayCutoff } = content.timeLimit;
  return {
    ...toLine(procedure),
    contentAsOf: content.contentAsOf,
    certainty: { ...content.certainty },
    competence: { level: content.competence.level, ...(department === undefined ? {} : { department }) },
    applicantKinds: [...content.applicantKinds],
    filedFor: [...content.filedFor],
    assuranceLevel: content.assuranceLevel,
    timeLimit: {
      value: content.timeLimit.value,
      unit: content.timeLimit.unit,
      ...(sameDayCutoff === undefined ? {} : { sameDayCutoff }),
      ...(content.timeLimit.note === undefined ? {} : { note: content.timeLimit.note }),
    },
    fee: {
      kind: content.fee.kind,
      ...(amountDong === undefined ? {} : { amountDong }),
      ...(content.fee.note === undefined ? {} : { note: content.fee.note }),
    },
    papers: content.papers.map(({ key, name, help, required, when, maxFiles, suppliedBy }) => ({
      key,
      name,
      help,
      required,
      conditional: when !== undefined,
      maxFiles,
      suppliedBy: [...suppliedBy],
    })),
    steps: content.steps.map((step) => ({ ...step })),
    results: content.results.map(({ code, name, paperOriginal }) => ({
      ...(code === undefined ? {} : { code }),
      name,
      paperOriginal,
    })),
    legalBasis: [...content.legalBasis],
    versions: procedure.history.map(({ version, hash, inForceFrom, publishedAt }) => ({
      version,
      hash,
      inForceFrom: inForceFrom.toString(),
      publishedAt: publishedAt.toString(),
    })),
  };
}
