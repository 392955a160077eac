import { parseArgs } from 'node:util';
import type { Config } from '../../platform/config.ts';

/** What every command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly config: Config;
  readonly print: (line: string) => void;
}

/** For commands that take nothing, or a few plain words: anything else is refused, so that a misspelt option is never taken for a name. */
export function plainArguments(args: readonly string[], most = 0): readonly string[] {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: most > 0, options: {} });
  return positionals.slice(0, most);
}
