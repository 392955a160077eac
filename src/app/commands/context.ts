import type { Config } from '../../platform/config.ts';

/** What every command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly config: Config;
  readonly print: (line: string) => void;
}
