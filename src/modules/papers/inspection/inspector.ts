import { TaskThread, TaskThreadFailed } from '../../../platform/task-thread.ts';
import type { Inspection } from './inspect.ts';

export interface Inspected {
  readonly inspection: Inspection;
  /** A JPEG to show in place of what was handed in: of a HEIC photo, or of one that tells where it was taken. */
  readonly shown?: Uint8Array;
}

export interface InspectorOptions {
  /** Longest time for one content; a HEIC of 12 million pixels takes 4 to 6 s on a slow core. */
  readonly timeLimitMs?: number;
  /** A thread that nobody needed for this long ends, and gives its memory back. */
  readonly idleMs?: number;
}

/** Inspects contents one after the other in a thread with bounded memory and time. */
export class Inspector {
  readonly #thread: TaskThread<Uint8Array, Inspected>;

  constructor(options: InspectorOptions = {}) {
    // In the bundled program the worker is a start file of its own, beside the rest.
    const file = import.meta.filename.endsWith('.ts') ? './worker.ts' : './inspection-worker.mjs';
    this.#thread = new TaskThread({
      file: new URL(file, import.meta.url),
      timeLimitMs: options.timeLimitMs ?? 30_000,
      ...(options.idleMs === undefined ? {} : { idleMs: options.idleMs }),
      maxOldGenerationSizeMb: 384,
      endsAfter: ({ inspection }) => decodesHeic(inspection),
    });
  }

  /** The content is loaded only when its turn comes, so that waiting ones cost no memory. */
  async inspect(load: () => Promise<Uint8Array>): Promise<Inspected> {
    try {
      // A copy: the caller stores the content afterwards.
      return await this.#thread.run(async () => Uint8Array.from(await load()));
    } catch (error) {
      if (error instanceof TaskThreadFailed) return { inspection: { ok: false, refusal: 'tooComplex' } };
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

/** Its decoder took some 25 bytes a pixel, and its memory grows only; it is given back with the thread. */
function decodesHeic(inspection: Inspection): boolean {
  return inspection.ok ? inspection.kind === 'heif' : inspection.refusal === 'brokenHeic';
}
