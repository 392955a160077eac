import { buffer } from 'node:stream/consumers';
import type { Actor, CitizenActor, StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import { fileErrors, type StoredFile } from '../../../platform/files/index.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { toDisplayName } from '../inspection/display-name.ts';
import type { Inspection } from '../inspection/inspect.ts';
import { limits, type Paper } from '../model.ts';
import { refuseUpload } from '../policy.ts';
import {
  findPaper,
  findPlace,
  findSame,
  insertPaper,
  lockDraft,
  lockWaiting,
  measureDraft,
  measureWaiting,
  type NewPaper,
  type PaperPlace,
} from '../store.ts';
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
  const uploader = await assertMayUpload(deps, actor, input, 0);
  const original = await storeContent(deps, input.content);
  const kept = [original.key];
  try {
    const { inspection, shown: jpeg } = await deps.inspector.inspect(async () =>
      buffer(await deps.files.open(original.key)),
    );
    const known = { sizeBytes: original.sizeBytes, detected: inspection.kind };
    if (!inspection.ok) throw paperErrors[inspection.refusal]({ detail: known });
    const shown = jpeg === undefined ? undefined : await deps.files.put(jpeg);
    if (shown !== undefined) kept.push(shown.key);
    const paper = describe(deps, uploader, input, inspection, original, shown);
    const id = await deps.database.transact(actor, (tx) => addOnce(tx, uploader, input, paper));
    // Sent twice, by a double click or again after a lost answer: the first one stands.
    if (id !== paper.id) await Promise.all(kept.map((key) => deps.files.remove(key)));
    await scanPaper(deps, id, known);
    return await deps.database.read(actor, async (tx) => {
      const found = await findPaper(tx, id);
      if (found === undefined) throw paperErrors.notFound();
      if (found.scanState === 'infected') throw paperErrors.infected({ detail: { paper: id, ...known } });
      const { persons: _persons, ...rest } = found;
      return rest;
    });
  } catch (error) {
    if (await isUnreferenced(deps, original)) await Promise.all(kept.map((key) => deps.files.remove(key)));
    throw error;
  }
}

async function addOnce(tx: Tx, uploader: Uploader, input: UploadInput, paper: NewPaper): Promise<Id<'paper'>> {
  await lockDraft(tx, input.draftId);
  await lockWaiting(tx, uploader.actor);
  assertOpen(await findPlace(tx, input.draftId, uploader.ownerPersonId, paper.createdAt, 'hold'));
  const same = await findSame(tx, paper);
  if (same !== undefined) return same;
  await assertFits(tx, uploader.actor, input, paper.sizeBytes);
  assertOpen(await insertPaper(tx, paper));
  return paper.id;
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
  uploader: Uploader,
  input: UploadInput,
  inspection: Inspection & { ok: true },
  original: StoredFile,
  shown: StoredFile | undefined,
): NewPaper {
  return {
    id: newId(),
    ownerPersonId: uploader.ownerPersonId,
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
  };
}

/** Who uploads, and whose paper it becomes. */
interface Uploader {
  readonly actor: CitizenActor | StaffActor;
  readonly ownerPersonId: Id<'person'>;
}

type Target = Pick<UploadInput, 'draftId' | 'requirement' | 'maxFiles' | 'ownerPersonId'>;

/**
 * Asked before the first byte is taken: whether the place is there, is the actor's own and not filed yet, and has room. `alsoBytes` are on their
 * way besides.
 */
export async function assertMayUpload(
  deps: Pick<PaperDeps, 'database' | 'clock'>,
  actor: Actor,
  input: Target,
  sizeBytes: number,
  alsoBytes = 0,
): Promise<Uploader> {
  const refusal = refuseUpload(actor, input.ownerPersonId);
  if (refusal !== undefined) throw refusal;
  if (actor.capacity !== 'citizen' && actor.capacity !== 'staff') throw paperErrors.signInFirst();
  const ownerPersonId = actor.capacity === 'citizen' ? actor.personId : input.ownerPersonId;
  if (ownerPersonId === undefined) throw paperErrors.notFound();
  await deps.database.read(actor, async (tx) => {
    assertOpen(await findPlace(tx, input.draftId, ownerPersonId, deps.clock.real()));
    await assertFits(tx, actor, input, sizeBytes, alsoBytes);
  });
  return { actor, ownerPersonId };
}

export function assertOpen(place: PaperPlace): void {
  if (place === 'filed') throw paperErrors.filedMeanwhile();
  if (place === undefined) throw paperErrors.noPlace();
}

async function assertFits(
  tx: Tx,
  actor: CitizenActor | StaffActor,
  input: Target,
  sizeBytes: number,
  alsoBytes = 0,
): Promise<void> {
  const held = await measureDraft(tx, input.draftId, input.requirement);
  const most = Math.min(input.maxFiles ?? limits.filesPerPaper, limits.filesPerPaper);
  if (held.files >= most) throw paperErrors.tooManyFiles({ detail: { files: held.files } });
  if (held.bytes + sizeBytes > limits.dossierBytes) throw paperErrors.dossierFull({ detail: { bytes: held.bytes } });
  const waiting = (await measureWaiting(tx, actor)) + alsoBytes;
  if (waiting + sizeBytes > limits.waitingBytes[actor.capacity])
    throw paperErrors.tooMuchWaiting({ detail: { bytes: waiting } });
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
