import { parseArgs } from 'node:util';
import type { Config } from '../../platform/config.ts';
import { defineErrors } from '../../platform/errors.ts';

const errors = defineErrors('CMD', {
  tooMany: ['0002', 'invalid', 'Thừa “{word}” trong lệnh.', 'Unexpected argument "{word}".'],
});

/** What every command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly config: Config;
  readonly print: (line: string) => void;
}

/** For commands that take nothing, or a few plain words: anything else is refused, so that a misspelt option is never taken for a name. */
export function plainArguments(args: readonly string[], most = 0): readonly string[] {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: most > 0, options: {} });
  return assertAtMost(positionals, most);
}

/** A word too many is refused: who wrote it expects something of it. */
export function assertAtMost(words: readonly string[], most: number): readonly string[] {
  const word = words[most];
  if (word !== undefined) throw errors.tooMany({ values: { word } });
  return words;
}
