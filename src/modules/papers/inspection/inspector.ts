import { Worker } from 'node:worker_threads';
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
  readonly #timeLimitMs: number;
  readonly #idleMs: number;
  #worker: Worker | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: InspectorOptions = {}) {
    this.#timeLimitMs = options.timeLimitMs ?? 30_000;
    this.#idleMs = options.idleMs ?? 20_000;
  }

  /** The content is loaded only when its turn comes, so that waiting ones cost no memory. */
  inspect(load: () => Promise<Uint8Array>): Promise<Inspected> {
    this.#waiting++;
    clearTimeout(this.#idle);
    const result = this.#queue.then(async () => this.#inspectNow(await load()));
    this.#queue = result.catch(() => undefined).then(() => this.#rest());
    return result;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#queue;
    clearTimeout(this.#idle);
    await this.#stop();
  }

  #inspectNow(content: Uint8Array): Promise<Inspected> {
    this.#worker ??= startWorker();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const finish = (result: Inspected) => {
        clearTimeout(timer);
        worker.off('message', finish);
        worker.off('error', giveUp);
        worker.off('exit', giveUp);
        if (decodesHeic(result.inspection)) void this.#stop();
        resolve(result);
      };
      const giveUp = () => {
        void this.#stop();
        finish({ inspection: { ok: false, refusal: 'tooComplex' } });
      };
      const timer = setTimeout(giveUp, this.#timeLimitMs);
      worker.once('message', finish);
      worker.once('error', giveUp);
      worker.once('exit', giveUp);
      // A copy: the caller stores the content afterwards.
      worker.postMessage(Uint8Array.from(content));
    });
  }

  #rest(): void {
    if (--this.#waiting > 0) return;
    this.#idle = setTimeout(() => void this.#stop(), this.#idleMs).unref();
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** Its decoder took some 25 bytes a pixel, and its memory grows only; it is given back with the thread. */
function decodesHeic(inspection: Inspection): boolean {
  return inspection.ok ? inspection.kind === 'heif' : inspection.refusal === 'brokenHeic';
}

function startWorker(): Worker {
  // In the bundled program the worker is a start file of its own, beside the rest.
  const file = import.meta.filename.endsWith('.ts') ? './worker.ts' : './inspection-worker.mjs';
  const worker = new Worker(new URL(file, import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 },
  });
  worker.unref();
  return worker;
}
