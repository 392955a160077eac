import type { Readable } from 'node:stream';
import type { Actor, CitizenActor, StaffActor } from '../../../platform/actor.ts';
import type { ByteRange } from '../../../platform/files/index.ts';
import { isUuid } from '../../../platform/ids.ts';
import { findOwnOpening } from '../../identity/index.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import type { IssuedResult, Paper } from '../model.ts';
import { refuseOpening } from '../policy.ts';
import { findByGround, findContentKeys, findPaper, findResult } from '../store.ts';

/** A content that somebody may see now. The read is in the access log before the first byte goes out. */
export interface OpenedPaper {
  readonly displayName: string;
  readonly mediaType: string;
  /** Names the bytes for caches and ranges; another form of the same paper has another one. */
  readonly tag: string;
  readonly sizeBytes: number;
  read(range?: ByteRange): Promise<Readable>;
}

/** `original` is what was handed in; `shown` is what every browser shows, without the place where a photo was taken. */
export type PaperForm = 'original' | 'shown';

export async function openPaper(
  deps: PaperDeps,
  actor: Actor,
  id: string,
  form: PaperForm,
  purpose: string,
): Promise<OpenedPaper> {
  if (actor.capacity !== 'citizen' && actor.capacity !== 'staff') throw paperErrors.signInFirst();
  if (!isUuid(id)) throw paperErrors.notFound();
  const place =
    (await placeByInvolvement(deps, actor, id, form, purpose)) ??
    (actor.capacity === 'staff' ? await placeByGround(deps, actor, id, form) : undefined);
  if (place === undefined) throw paperErrors.notFound();
  // The JPEG made of a HEIC photo has its own length, which only the store knows.
  const sizeBytes = place.sizeBytes ?? (await deps.files.size(place.key));
  return { ...place, tag: place.key, sizeBytes, read: (range) => deps.files.open(place.key, range) };
}

/** Of one's own, or of a dossier that one's agency is involved in. */
function placeByInvolvement(
  deps: PaperDeps,
  actor: CitizenActor | StaffActor,
  id: string,
  form: PaperForm,
  purpose: string,
): Promise<Place | undefined> {
  return deps.database.transact(actor, async (tx) => {
    const paper = await findPaper(tx, id);
    const result = paper === undefined ? await findResult(tx, id) : undefined;
    const found = paper ?? result;
    if (found === undefined) return undefined;
    const refusal = paper && refuseOpening(actor, paper);
    if (refusal !== undefined) throw refusal;
    if (found.dossierId !== undefined && actor.capacity === 'staff') {
      await deps.recordRead(tx, {
        actor,
        dossierIds: [found.dossierId],
        subjects: found.persons,
        purpose,
        at: deps.clock.business(),
      });
    }
    if (paper === undefined) return result === undefined ? undefined : placeOfResult(result);
    const keys = await findContentKeys(tx, id);
    return keys && placeOfPaper(paper, keys, form);
  });
}

/** Of a dossier of another agency that this position recorded a ground for, while it lasts; the read is written with the ground. */
async function placeByGround(
  deps: PaperDeps,
  actor: StaffActor,
  id: string,
  form: PaperForm,
): Promise<Place | undefined> {
  const at = deps.clock.business();
  const ground = await deps.database.read(actor, async (tx) => {
    const found = await findByGround(tx, id, at);
    return found && findOwnOpening(tx, found.dossierId, at);
  });
  if (ground === undefined) return undefined;
  const reader: StaffActor = { ...actor, breakGlassId: ground.id };
  return deps.database.transact(reader, async (tx) => {
    const found = await findByGround(tx, id, at);
    if (found === undefined) return undefined;
    const { dossierId, persons: subjects } = found;
    await deps.recordRead(tx, { actor: reader, dossierIds: [dossierId], subjects, purpose: 'break-glass-papers', at });
    return placeOfPaper(found, found, form);
  });
}

interface Place {
  readonly displayName: string;
  readonly mediaType: string;
  readonly sizeBytes: number | undefined;
  readonly key: string;
}

function placeOfPaper(
  paper: Pick<Paper, 'displayName' | 'mediaType' | 'sizeBytes'>,
  keys: { storageKey: string; shownKey: string | null },
  form: PaperForm,
): Place {
  if (form === 'shown' && keys.shownKey !== null) {
    return {
      displayName: paper.displayName.replace(/\.\w+$/, '.jpg'),
      mediaType: 'image/jpeg',
      sizeBytes: undefined,
      key: keys.shownKey,
    };
  }
  return {
    displayName: paper.displayName,
    mediaType: paper.mediaType,
    sizeBytes: paper.sizeBytes,
    key: keys.storageKey,
  };
}

function placeOfResult(result: IssuedResult & { storageKey: string }): Place {
  return {
    displayName: result.displayName,
    mediaType: 'application/pdf',
    sizeBytes: result.sizeBytes,
    key: result.storageKey,
  };
}
