import { Worker } from 'node:worker_threads';

export interface TaskThreadOptions<Result> {
  /** Start file of the thread; it answers each message with one message. */
  readonly file: URL;
  /** Longest time for one task. */
  readonly timeLimitMs: number;
  /** A thread that nobody needed for this long ends, and gives its memory back. */
  readonly idleMs?: number;
  readonly maxOldGenerationSizeMb: number;
  /** Says of an answer that the thread ends after it, because what it took is given back in no other way. */
  readonly endsAfter?: (result: Result) => boolean;
}

/** The thread ended, failed or took too long over a task. */
export class TaskThreadFailed extends Error {
  override readonly name = 'TaskThreadFailed';
}

/** Does tasks one after the other in a thread beside the server, with bounded memory and time. */
export class TaskThread<Task, Result> {
  readonly #options: TaskThreadOptions<Result>;
  #worker: Worker | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: TaskThreadOptions<Result>) {
    this.#options = options;
  }

  /** Tasks not finished yet, the running one among them. */
  get waiting(): number {
    return this.#waiting;
  }

  /** A task is loaded only when its turn comes, so that waiting ones cost no memory. Fails with TaskThreadFailed, or as loading did. */
  run(load: () => Task | Promise<Task>): Promise<Result> {
    this.#waiting++;
    clearTimeout(this.#idle);
    const result = this.#queue.then(async () => this.#runNow(await load()));
    this.#queue = result.catch(() => undefined).then(() => this.#rest());
    return result;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#queue;
    clearTimeout(this.#idle);
    await this.end();
  }

  /** Ends the thread now; the next task starts another. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #runNow(task: Task): Promise<Result> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        worker.off('message', answer);
        worker.off('error', giveUp);
        worker.off('exit', giveUp);
      };
      const answer = (result: Result) => {
        finish();
        if (this.#options.endsAfter?.(result) === true) void this.end();
        resolve(result);
      };
      const giveUp = (cause?: unknown) => {
        finish();
        void this.end();
        reject(new TaskThreadFailed('the thread failed at its task', { cause }));
      };
      const timer = setTimeout(giveUp, this.#options.timeLimitMs);
      worker.once('message', answer);
      worker.once('error', giveUp);
      worker.once('exit', giveUp);
      worker.postMessage(task);
    });
  }

  #rest(): void {
    if (--this.#waiting > 0) return;
    this.#idle = setTimeout(() => void this.end(), this.#options.idleMs ?? 20_000).unref();
  }

  #start(): Worker {
    const worker = new Worker(this.#options.file, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: {
        maxOldGenerationSizeMb: this.#options.maxOldGenerationSizeMb,
        maxYoungGenerationSizeMb: 64,
      },
    });
    worker.unref();
    return worker;
  }
}
