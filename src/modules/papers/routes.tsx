import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { DomainError } from '../../platform/errors.ts';
import { statusOf } from '../../platform/http/problem.ts';
import { dateOf, type Language } from '../../platform/text.ts';
import { requireCitizen } from '../identity/index.ts';
import type { PaperDeps } from './deps.ts';
import { paperErrors } from './errors.ts';
import { fileRoutes } from './file-routes.ts';
import { limits, parseVerificationCode } from './model.ts';
import { CheckPage, FileVerdictPage, ResultPage } from './pages/check-page.tsx';
import { ChoosePage } from './pages/choose-page.tsx';
import { StorePage } from './pages/store-page.tsx';
import { listOffers } from './queries/offers.ts';
import { findResultByCode, findResultByHash, listStore } from './queries/papers.ts';
import { verifySignedPdf } from './signing/index.ts';
import { paperTexts } from './texts.ts';
import { localPath, parseTarget } from './uploads/form-upload.ts';
import { noteUpload, reportRefusedUpload } from './uploads/refused-uploads.ts';
import { openStaging, resumableUploadRoutes } from './uploads/resumable-routes.ts';
import { formUploadRoutes } from './uploads/upload-routes.ts';

export interface PaperRoutesDeps extends PaperDeps {
  /** DER of the authorities whose signatures and time stamps the check page believes, and of what they revoked (`CertificateAuthority.trust`). */
  trust(): Promise<{ readonly trustedRoots: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] }>;
}

/** Everything of the room over HTTP: uploads, contents, the personal store and the public check page. */
export function paperRoutes(deps: PaperRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(formUploadRoutes(deps));
    await app.register(resumableUploadRoutes(deps, openStaging(deps)));
    await app.register(fileRoutes(deps));
    await app.register(paperPages(deps));
  };
}

/** The pages alone, where uploads and contents are registered apart. */
export function paperPages(deps: PaperRoutesDeps): FastifyPluginAsync {
  const today = () => dateOf(deps.clock.business());
  // Codes cannot be found by trying (80 bits); the limits keep the checking of files from wearing the server out.
  const rateLimit = (max: number) => ({
    config: { rateLimit: { max, timeWindow: 60_000 } },
    schema: { hide: true } as object,
  });
  return async (app) => {
    app.get('/giay-to', { schema: { hide: true } as object }, async (request, reply) => {
      const actor = requireCitizen(request);
      return reply.html(<StorePage store={await listStore(deps, actor, actor.personId)} />);
    });

    app.get<{ Querystring: Record<string, string | undefined> }>(
      '/giay-to/chon',
      { schema: { hide: true } as object },
      async (request, reply) => {
        const actor = requireCitizen(request);
        const { draftId, requirement, maxFiles } = parseTarget(request.query);
        const returnTo = localPath(request.query['returnTo']) ?? '/giay-to';
        const offers = await deps.database.read(actor, (tx) => listOffers(deps, tx, actor.personId, today()));
        const target = { draftId, requirement, maxFiles: maxFiles ?? limits.filesPerPaper, returnTo };
        return reply.html(<ChoosePage offers={offers} target={target} />);
      },
    );

    app.get<{ Querystring: { ma?: string } }>('/kiem-tra', rateLimit(60), async (request, reply) => {
      const typed = request.query.ma;
      if (typeof typed !== 'string' || typed.trim() === '') return reply.html(<CheckPage />);
      const code = parseVerificationCode(typed);
      const found = code === undefined ? undefined : await findResultByCode(deps, request.actor, code);
      if (found !== undefined) return reply.redirect(`/kiem-tra/${found.code}`, 303);
      return reply
        .code(404)
        .html(
          <CheckPage
            typed={typed.slice(0, 40)}
            fault={{ field: 'code', text: paperErrors.resultNotFound().words[request.language] }}
          />,
        );
    });

    // The answer to a file stands at an address that only takes files; as a page it would read as a code.
    app.get('/kiem-tra/tep', { schema: { hide: true } as object }, (_request, reply) =>
      reply.redirect('/kiem-tra', 303),
    );

    app.get<{ Params: { code: string } }>('/kiem-tra/:code', rateLimit(60), async (request, reply) => {
      const found = await findResultByCode(deps, request.actor, request.params.code);
      if (found === undefined) {
        return reply
          .code(404)
          .html(
            <CheckPage
              typed={request.params.code.slice(0, 40)}
              fault={{ field: 'code', text: paperErrors.resultNotFound().words[request.language] }}
            />,
          );
      }
      if (found.code !== request.params.code) return reply.redirect(`/kiem-tra/${found.code}`, 301);
      return reply.html(<ResultPage result={found} today={today()} />);
    });

    await app.register(async (scope) => {
      await scope.register(multipart, { limits: { fileSize: limits.fileBytes, files: 1, fields: 4 } });
      // No token: it changes nothing and needs no session; identity still refuses what other sites send.
      scope.post('/kiem-tra/tep', rateLimit(20), async (request, reply) => {
        const bytes = await readFile(request);
        if (!Buffer.isBuffer(bytes)) {
          await reportRefusedUpload(request, bytes);
          return reply
            .code(statusOf[bytes.kind])
            .html(<CheckPage fault={{ field: 'file', text: refusalWords(bytes, request.language) }} />);
        }
        const verified = await verifySignedPdf(bytes, {
          ...(await deps.trust()),
          at: deps.clock.business(),
          maxBytes: limits.fileBytes,
        });
        const result = await findResultByHash(deps, request.actor, verified.digest);
        return reply.html(<FileVerdictPage verified={verified} result={result} today={today()} />);
      });
    });
  };
}

/** Refusals of an upload speak of photographing a paper; who checks a file has only the file. */
function refusalWords({ code, words }: DomainError, language: Language): string {
  const t = paperTexts(language);
  if (code === paperErrors.noFile().code) return t.checkNoFile;
  if (code === paperErrors.empty().code) return t.checkEmpty;
  return code === paperErrors.tooLarge().code ? t.checkTooLarge : words[language];
}

async function readFile(request: FastifyRequest): Promise<Buffer | DomainError> {
  if (!request.isMultipart()) return paperErrors.badRequest();
  if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + 10_000) {
    request.raw.resume();
    return paperErrors.tooLarge();
  }
  try {
    const part = await request.file();
    if (part === undefined || part.filename === '') return paperErrors.noFile();
    noteUpload(request, { fileName: part.filename, mediaType: part.mimetype });
    const bytes = await part.toBuffer();
    return bytes.length === 0 ? paperErrors.empty({ detail: { sizeBytes: 0 } }) : bytes;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE'
      ? paperErrors.tooLarge()
      : paperErrors.badRequest();
  }
}
