import type { Readable } from 'node:stream';
import type { Actor } from '../../../platform/actor.ts';
import type { ByteRange } from '../../../platform/files/index.ts';
import { isUuid } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import type { IssuedResult, Paper } from '../model.ts';
import { refuseOpening } from '../policy.ts';
import { findContentKeys, findPaper, findResult } from '../store.ts';

/** A content that somebody may see now. The read is in the access log before the first byte goes out. */
export interface OpenedPaper {
  readonly displayName: string;
  readonly mediaType: string;
  /** Names the bytes for caches and ranges; another form of the same paper has another one. */
  readonly tag: string;
  readonly sizeBytes: number;
  read(range?: ByteRange): Promise<Readable>;
}

/** `original` is what was handed in; `shown` is a form every browser shows (a JPEG in place of HEIC). */
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
  const place = await deps.database.transact(actor, async (tx) => {
    const paper = await findPaper(tx, id);
    const result = paper === undefined ? await findResult(tx, id) : undefined;
    const found = paper ?? result;
    if (found === undefined) throw paperErrors.notFound();
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
  if (place === undefined) throw paperErrors.notFound();
  // The JPEG made of a HEIC photo has its own length, which only the store knows.
  const sizeBytes = place.sizeBytes ?? (await deps.files.size(place.key));
  return { ...place, tag: place.key, sizeBytes, read: (range) => deps.files.open(place.key, range) };
}

interface Place {
  readonly displayName: string;
  readonly mediaType: string;
  readonly sizeBytes: number | undefined;
  readonly key: string;
}

function placeOfPaper(paper: Paper, keys: { storageKey: string; shownKey: string | null }, form: PaperForm): Place {
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
