import { buffer } from 'node:stream/consumers';
import type { Actor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { fileErrors, type StoredFile } from '../../../platform/files/index.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { toDisplayName } from '../inspection/display-name.ts';
import type { Inspection } from '../inspection/inspect.ts';
import { limits, type Paper } from '../model.ts';
import { refuseUpload } from '../policy.ts';
import { findPaper, insertPaper, lockDraft, measureDraft, type NewPaper } from '../store.ts';
import { scanPaper } from './scan-papers.ts';

export interface UploadInput {
  readonly content: AsyncIterable<Uint8Array>;
  /** As sent; only its look is kept. */
  readonly fileName: string;
  readonly draftId: Id<'draft'>;
  /** Key of the requirement of the procedure. */
  readonly requirement: string;
  /** How many files the requirement takes; never more than the limit of the room. */
  readonly maxFiles?: number | undefined;
  /** The person whose paper it is, when an officer uploads at the counter. */
  readonly ownerPersonId?: Id<'person'> | undefined;
}

/**
 * Takes in one file: stores it sealed while it arrives, looks at the content, writes the row, has it scanned. What is refused leaves
 * nothing behind. Returns when the file would survive a loss of power; the scan may still be outstanding.
 */
export async function receiveUpload(deps: PaperDeps, actor: Actor, input: UploadInput): Promise<Paper> {
  const refusal = refuseUpload(actor, input.ownerPersonId);
  if (refusal !== undefined) throw refusal;
  await assertRoomInDraft(deps, actor, input, 0);
  const original = await storeContent(deps, input.content);
  const kept = [original.key];
  try {
    const { inspection, shown: jpeg } = await deps.inspector.inspect(async () =>
      buffer(await deps.files.open(original.key)),
    );
    if (!inspection.ok) throw paperErrors[inspection.refusal]({ detail: { sizeBytes: original.sizeBytes } });
    const shown = jpeg === undefined ? undefined : await deps.files.put(jpeg);
    if (shown !== undefined) kept.push(shown.key);
    const paper = describe(deps, actor, input, inspection, original, shown);
    await deps.database.transact(actor, async (tx) => {
      await lockDraft(tx, input.draftId);
      assertFits(await measureDraft(tx, input.draftId, input.requirement), input, paper.sizeBytes);
      await insertPaper(tx, paper);
    });
    await scanPaper(deps, paper.id);
    return await deps.database.read(actor, async (tx) => {
      const found = await findPaper(tx, paper.id);
      if (found === undefined) throw paperErrors.notFound();
      const { persons: _persons, ...rest } = found;
      return rest;
    });
  } catch (error) {
    if (await isUnreferenced(deps, original)) await Promise.all(kept.map((key) => deps.files.remove(key)));
    throw error;
  }
}

async function storeContent(deps: PaperDeps, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  try {
    return await deps.files.put(content, { maxBytes: limits.fileBytes });
  } catch (error) {
    if (error instanceof DomainError && error.code === tooLargeCode) throw paperErrors.tooLarge({ cause: error });
    throw error;
  }
}

const tooLargeCode = fileErrors.tooLarge().code;

function describe(
  deps: PaperDeps,
  actor: Actor,
  input: UploadInput,
  inspection: Inspection & { ok: true },
  original: StoredFile,
  shown: StoredFile | undefined,
): NewPaper {
  const staff = actor.capacity === 'staff' ? actor : undefined;
  const ownerPersonId = staff === undefined && actor.capacity === 'citizen' ? actor.personId : input.ownerPersonId;
  if (ownerPersonId === undefined) throw paperErrors.signInFirst();
  return {
    id: newId(),
    ownerPersonId,
    draftId: input.draftId,
    requirement: input.requirement,
    displayName: toDisplayName(input.fileName, inspection.kind),
    mediaType: inspection.mediaType,
    sizeBytes: original.sizeBytes,
    sha256: original.sha256,
    pages: inspection.pages,
    width: inspection.width,
    height: inspection.height,
    remarks: inspection.remarks,
    createdAt: deps.clock.real(),
    storageKey: original.key,
    shownKey: shown?.key,
    uploadedByPosition: staff?.positionId,
    agencies: staff === undefined ? [] : [staff.agencyId],
  };
}

/** Asked before the first byte is taken, so that a full dossier does not cost the person a long upload. */
export async function assertRoomInDraft(
  deps: PaperDeps,
  actor: Actor,
  input: Pick<UploadInput, 'draftId' | 'requirement' | 'maxFiles'>,
  sizeBytes: number,
): Promise<void> {
  const held = await deps.database.read(actor, (tx) => measureDraft(tx, input.draftId, input.requirement));
  assertFits(held, input, sizeBytes);
}

function assertFits(
  held: { files: number; bytes: number },
  input: Pick<UploadInput, 'maxFiles'>,
  sizeBytes: number,
): void {
  const most = Math.min(input.maxFiles ?? limits.filesPerPaper, limits.filesPerPaper);
  if (held.files >= most) throw paperErrors.tooManyFiles({ detail: { files: held.files } });
  if (held.bytes + sizeBytes > limits.dossierBytes) throw paperErrors.dossierFull({ detail: { bytes: held.bytes } });
}

/** After a failure whose outcome is unknown (a commit that was lost on the way) the content stays if a row names it. */
async function isUnreferenced(deps: PaperDeps, stored: StoredFile): Promise<boolean> {
  try {
    const job = { capacity: 'job', name: 'paper-upload' } as const;
    return await deps.database.read(
      job,
      async (tx) =>
        (await tx.maybe('select 1 as found from paper where storage_key = $1 limit 1', [stored.key])) === undefined,
    );
  } catch {
    // The database does not answer: better a content too many than a paper without one.
    return false;
  }
}
