import { createHash } from 'node:crypto';
import { TaskThread } from '../../../platform/task-thread.ts';
import type { Paper } from '../../papers/results/index.ts';
import { indicatorErrors } from '../errors.ts';

export type DrawingTask =
  | { readonly kind: 'png'; readonly svg: string }
  | { readonly kind: 'pdf'; readonly paper: Omit<Paper, 'date'> & { readonly date: string } };

export type Drawn = { readonly bytes: Uint8Array } | { readonly failed: string };

export interface DrawnFile {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** A map of 64 communes took 1.3 s on a slow core, a report of thirty pages as long. */
const timeLimitMs = 30_000;
/** Who comes after so many is asked to come again, rather than let others wait for minutes. */
const mostWaiting = 12;
/** Files of some hundred kB each. */
const mostKept = 40;

/** Draws PNG and PDF beside the server, one after the other; what was drawn is kept for who asks the same. */
export class DrawingThread {
  readonly #thread = new TaskThread<DrawingTask, Drawn>({
    // In the bundled program the worker is a start file of its own, beside the rest.
    file: new URL(
      import.meta.filename.endsWith('.ts') ? './drawing-worker.ts' : './drawing-worker.mjs',
      import.meta.url,
    ),
    timeLimitMs,
    maxOldGenerationSizeMb: 384,
  });
  readonly #kept = new Map<string, Promise<DrawnFile>>();

  png(svg: string): Promise<DrawnFile> {
    return this.#draw({ kind: 'png', svg });
  }

  pdf(paper: Paper): Promise<DrawnFile> {
    return this.#draw({ kind: 'pdf', paper: { ...paper, date: paper.date.toString() } });
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #draw(task: DrawingTask): Promise<DrawnFile> {
    const key = createHash('sha256').update(JSON.stringify(task)).digest('base64url');
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (this.#thread.waiting >= mostWaiting) throw indicatorErrors.tooManyDrawings();
    const made = this.#thread
      .run(() => task)
      .then((drawn) => {
        if ('failed' in drawn) throw new Error(drawn.failed);
        return { bytes: Buffer.from(drawn.bytes), etag: `"${key.slice(0, 22)}"` };
      });
    this.#kept.set(key, made);
    made.catch(() => this.#kept.delete(key));
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value as string);
    return made;
  }
}
