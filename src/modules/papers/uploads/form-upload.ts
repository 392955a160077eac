import type { FastifyRequest } from 'fastify';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { assertCsrfToken } from '../../identity/index.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { limits, type Paper } from '../model.ts';
import { receiveUpload } from '../operations/receive-upload.ts';
import { noteUpload } from './refused-uploads.ts';

/** Where a file belongs; the same fields come from the plain form and from the resumable upload. */
export interface UploadTarget {
  readonly draftId: Id<'draft'>;
  readonly requirement: string;
  readonly maxFiles: number | undefined;
  readonly ownerPersonId: Id<'person'> | undefined;
}

export function parseTarget(fields: Readonly<Record<string, string | null | undefined>>): UploadTarget {
  const { draftId, requirement, maxFiles, ownerPersonId } = fields;
  const most = Number(maxFiles ?? limits.filesPerPaper);
  if (!isUuid(draftId) || !/^[a-z0-9][a-z0-9-]{0,79}$/.test(requirement ?? '') || !Number.isInteger(most) || most < 1)
    throw paperErrors.badRequest();
  if (ownerPersonId !== undefined && ownerPersonId !== null && !isUuid(ownerPersonId)) throw paperErrors.badRequest();
  return {
    draftId: draftId as Id<'draft'>,
    requirement: requirement as string,
    maxFiles: most,
    ownerPersonId: (ownerPersonId ?? undefined) as Id<'person'> | undefined,
  };
}

export interface FormUpload {
  readonly returnTo: string | undefined;
  readonly requirement: string | undefined;
  readonly papers: readonly Paper[];
  /** The first refusal; files before it are kept, files behind it were not looked at. */
  readonly failure: unknown;
}

/** Reads a form of files as it arrives: fields first, then any number of files, each stored while it comes in. Never throws for a file. */
export async function receiveForm(deps: PaperDeps, request: FastifyRequest): Promise<FormUpload> {
  const fields: Record<string, string> = {};
  const papers: Paper[] = [];
  let files = 0;
  try {
    for await (const part of request.parts({
      limits: {
        // Above the limit of the store, which refuses at once; the parser would only drop what follows and wait for its end.
        fileSize: 2 * limits.fileBytes,
        files: limits.filesPerPaper,
        fields: 10,
        fieldSize: 2000,
        headerPairs: 20,
      },
    })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      assertCsrfToken(request, fields['_csrf']);
      // A form sent without choosing a file holds one part without name and content.
      if (part.filename === '' || part.filename === undefined) {
        part.file.resume();
        continue;
      }
      files++;
      papers.push(await receivePart(deps, request, part, fields));
    }
    assertCsrfToken(request, fields['_csrf']);
    if (files === 0) throw paperErrors.noFile();
    return { ...placeOf(fields), papers, failure: undefined };
  } catch (error) {
    const failure = inOurWords(error);
    return { ...placeOf(fields), papers, failure };
  }
}

function receivePart(
  deps: PaperDeps,
  request: FastifyRequest,
  part: { readonly file: AsyncIterable<Uint8Array>; readonly filename: string; readonly mimetype: string },
  fields: Record<string, string>,
): Promise<Paper> {
  noteUpload(request, { ...fields, fileName: part.filename, mediaType: part.mimetype });
  const target = parseTarget({
    ...fields,
    ownerPersonId: fields['ownerPersonId'] === '' ? undefined : fields['ownerPersonId'],
  });
  return receiveUpload(deps, request.actor, { ...target, content: part.file, fileName: part.filename });
}

/** The form says that it is over, or the sender is gone, in the middle of a part: no fault of ours. */
function breaksOff(error: unknown): boolean {
  return error instanceof Error && /unexpected end of multipart data$/i.test(error.message);
}

/** What the parser of forms refuses; its own words would speak of the size. */
function inOurWords(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT')
    return paperErrors.tooManyFiles({ cause: error });
  const tooMuch = error instanceof Error && 'statusCode' in error && error.statusCode === 413;
  return tooMuch || breaksOff(error) ? paperErrors.badRequest({ cause: error }) : error;
}

function placeOf(fields: Record<string, string>): Pick<FormUpload, 'returnTo' | 'requirement'> {
  return { returnTo: localPath(fields['returnTo']), requirement: fields['requirement'] };
}

/** A path of this site and nothing else: no other host, no script, no header. */
export function localPath(path: string | undefined): string | undefined {
  if (path === undefined || !/^\/(?![/\\])[^\s\\\p{Cc}]{0,500}$/u.test(path)) return undefined;
  const url = URL.parse(path, 'http://here.invalid');
  return url?.origin === 'http://here.invalid' ? `${url.pathname}${url.search}` : undefined;
}
