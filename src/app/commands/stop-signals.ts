import process from 'node:process';

/** Ctrl-C reaches a program more than once: from the terminal, and passed on by npm or whoever started it. */
const samePressMs = 1000;

export interface StopSignals {
  /** Resolves when it is asked to stop. */
  readonly asked: Promise<void>;
  readonly isAsked: boolean;
  /** Resolves when it is asked again, a while later: by somebody who does not want to wait for requests under way. */
  readonly urged: Promise<void>;
  forget(): void;
}

/**
 * Ctrl-C, a termination signal, a closed terminal. Heard until the very end: a signal nobody hears ends the process at once, and the
 * database of this process would go on without it.
 */
export function listenForStop(print: (line: string) => void): StopSignals {
  const asked = Promise.withResolvers<void>();
  const urged = Promise.withResolvers<void>();
  let askedAt: number | undefined;
  const hear = () => {
    const now = performance.now();
    if (askedAt === undefined) {
      askedAt = now;
      print('Stopping…');
      asked.resolve();
    } else if (now - askedAt > samePressMs) {
      urged.resolve();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hear);
  return {
    asked: asked.promise,
    urged: urged.promise,
    get isAsked() {
      return askedAt !== undefined;
    },
    forget: () => {
      for (const signal of signals) process.off(signal, hear);
    },
  };
}
