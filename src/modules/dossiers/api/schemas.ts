import { type Static, type TProperties, Type } from 'typebox';
import { boxes } from '../queries/inbox.ts';

/** What clients send is closed (nothing beyond what is named) and bounded. */
export const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

const words = Type.Object({ vi: Type.String(), en: Type.String() });
const instant = Type.String({ format: 'date-time' });
const uuid = Type.String({ format: 'uuid' });
const sentence = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });

export const codeParams = closed({
  code: Type.String({
    minLength: 5,
    maxLength: 60,
    pattern: '^[A-Z0-9.]+-[0-9]{6}-[0-9]{4,8}$',
    description: 'Code of the dossier, as H04.40.23-221010-0001',
  }),
});

export const problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String({ description: 'What happened and what to do, in the language of the request' }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable code, as DOS-0003' }),
    faults: Type.Optional(
      Type.Array(
        Type.Object({ path: Type.String({ description: 'JSON pointer into what was sent' }), detail: Type.String() }),
      ),
    ),
  },
  { description: 'Problem details (RFC 9457), as application/problem+json' },
);

/** Answers of a form by step and field; the form of the procedure checks them, all faults at once. */
const answers = Type.Record(Type.String({ maxLength: 80 }), Type.Unknown(), {
  maxProperties: 60,
  description: 'By step and field of the form of the procedure',
});

export const submission = closed({
  procedure: Type.String({
    minLength: 1,
    maxLength: 120,
    description: 'National code or slug of a procedure in force',
  }),
  filedFor: Type.Enum(['self', 'child', 'ward', 'authority', 'organisation']),
  whom: Type.Optional(
    Type.Record(Type.String({ maxLength: 80 }), Type.Unknown(), {
      maxProperties: 20,
      description: 'Who it is for: a ward, the person who authorised you, an organisation',
    }),
  ),
  answers,
  paperIds: Type.Optional(Type.Array(uuid, { maxItems: 100, description: 'Papers uploaded before' })),
  wantsPaperOriginal: Type.Optional(Type.Boolean()),
});
export type Submission = Static<typeof submission>;
export const submissionHeaders = Type.Object({
  'idempotency-key': Type.String({
    format: 'uuid',
    description: 'The same key gives the same dossier, however often it is sent',
  }),
});

export const expectedVersion = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'Version of the dossier that was read; another one is answered with 409',
});
export const withdrawal = closed({ expectedVersion, words: sentence });
export const supplement = closed({ expectedVersion, words: sentence, paperIds: Type.Array(uuid, { maxItems: 100 }) });
export const rating = closed({
  expectedVersion,
  stars: Type.Integer({ minimum: 1, maximum: 5 }),
  words: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const note = closed({ text: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) });

export const listQuery = closed({
  box: Type.Optional(Type.Enum([...boxes], { description: 'Officers: a box of the inbox' })),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Officers: part of a name or code' })),
  all: Type.Optional(Type.Boolean({ description: 'Officers: the whole agency, not only what this position holds' })),
  late: Type.Optional(Type.Boolean()),
  after: Type.Optional(
    Type.String({ maxLength: 120, pattern: '^[0-9A-Za-z:.+_-]+$', description: '`next` of the page before' }),
  ),
  lang: Type.Optional(Type.Enum(['vi', 'en'])),
});
export type ListQuery = Static<typeof listQuery>;

export const trackQuestion = closed({
  code: Type.String({ minLength: 5, maxLength: 60 }),
  last4: Type.String({
    minLength: 4,
    maxLength: 4,
    description: 'Last four characters of the identity paper of the applicant',
  }),
});
export type TrackQuestion = Static<typeof trackQuestion>;

export const signatureRequest = closed({
  expectedVersion,
  purpose: Type.Enum(['approve', 'refuse', 'issue']),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  words: Type.Optional(sentence),
});
export type SignatureRequest = Static<typeof signatureRequest>;
export const preparedSignature = Type.Object({
  sessionId: uuid,
  toBeSigned: Type.String({
    contentEncoding: 'base64',
    description:
      'DER of the signed attributes; the token signs their SHA-256 with the key of the announced certificate',
  }),
});
export const sessionParams = closed({ sessionId: uuid });
export const signatureValue = closed({
  signatureValue: Type.String({
    minLength: 8,
    maxLength: 4096,
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    contentEncoding: 'base64',
  }),
});

const status = Type.Object(
  { code: Type.Integer({ minimum: 1, maximum: 10 }), name: words },
  { description: 'National status code' },
);

export const dossierLine = Type.Object({
  code: Type.String(),
  procedure: words,
  phase: Type.String(),
  status,
  filedAt: instant,
  dueAt: Type.Optional(instant),
  due: Type.Optional(Type.String({ description: 'Officers: on-time, due-soon, overdue, paused …' })),
  applicantName: Type.Optional(Type.String({ description: 'Officers' })),
  holderName: Type.Optional(Type.String({ description: 'Officers' })),
  version: Type.Optional(Type.Integer()),
  yourTurn: Type.Optional(Type.Boolean({ description: 'Citizens: something is asked of you' })),
  synthetic: Type.Boolean(),
});
export const dossierList = Type.Object({
  dossiers: Type.Array(dossierLine),
  next: Type.Optional(Type.String({ description: 'Send as `after` for the next page' })),
});

export const dossierBody = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  procedure: Type.Object({ code: Type.String(), name: words, versionId: uuid }),
  phase: Type.String(),
  status,
  channel: Type.String(),
  helper: Type.String(),
  synthetic: Type.Boolean(),
  filedAt: instant,
  answerBy: instant,
  acceptedAt: Type.Optional(instant),
  dueAt: Type.Optional(instant),
  due: Type.String(),
  agency: words,
  situation: Type.Object({ title: Type.String(), text: Type.String(), yourTurn: Type.Boolean() }),
  actions: Type.Array(Type.String(), { description: 'What you can do now' }),
  answers: Type.Record(Type.String(), Type.Unknown()),
  people: Type.Array(
    Type.Object({
      role: Type.String(),
      ground: Type.String(),
      name: Type.String(),
      documentNumber: Type.Optional(Type.String()),
      birthDate: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
      phone: Type.Optional(Type.String()),
      email: Type.Optional(Type.String()),
    }),
  ),
  papers: Type.Array(Type.Object({ paperId: uuid, requirement: Type.String(), href: Type.String() })),
  supplement: Type.Optional(
    Type.Object({
      answerBy: instant,
      points: Type.Array(
        Type.Object({ reason: Type.String(), target: Type.String(), note: Type.Optional(Type.String()) }),
      ),
    }),
  ),
  payment: Type.Object({ state: Type.String(), amountDong: Type.Optional(Type.Integer()) }),
  outcome: Type.Optional(
    Type.Object({
      decision: Type.String(),
      number: Type.Optional(Type.String()),
      verificationCode: Type.Optional(Type.String()),
      href: Type.Optional(Type.String()),
    }),
  ),
  rating: Type.Optional(Type.Object({ stars: Type.Integer() })),
  history: Type.Array(
    Type.Object({
      version: Type.Integer(),
      action: Type.String(),
      at: instant,
      by: Type.Optional(Type.String()),
      words: Type.Optional(Type.String()),
    }),
  ),
  notes: Type.Optional(
    Type.Array(Type.Object({ at: instant, author: Type.String(), text: Type.String() }), {
      description: 'Officers: internal notes',
    }),
  ),
});
export type DossierBody = Static<typeof dossierBody>;

export const trackBody = Type.Object(
  {
    code: Type.String(),
    procedure: words,
    status,
    situation: Type.Object({ title: Type.String(), text: Type.String() }),
  },
  { description: 'Where it is; nothing about the person' },
);

/** The state after an act: what a client needs to go on. */
export const acted = Type.Object({ code: Type.String(), version: Type.Integer(), phase: Type.String(), status });
