import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { browserValidator } from '../../../platform/forms/browser.ts';
import { projectFolder } from '../../../platform/project-folder.ts';
import type { FiledFor, ProcedureVersion } from '../../catalogue/index.ts';
import { partyFacts } from '../party-facts.ts';
import { whomForms } from './whom.ts';

export interface BrowserCode {
  /** First digits of its SHA-256: stands in the address, so that browsers may keep it for ever. */
  readonly hash: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const island = join(projectFolder(), 'src/web/form/island.ts');

/** The check of a page's form for the browser, built at first use (about 0.2 s) and kept: versions never change. */
export class BrowserCodes {
  readonly #built = new Map<string, Promise<BrowserCode>>();

  of(procedure: ProcedureVersion, filedFor: FiledFor, part: 'whom' | 'answers'): Promise<BrowserCode> {
    const key = `${part === 'whom' ? '' : procedure.id} ${filedFor} ${part}`;
    const found = this.#built.get(key);
    if (found !== undefined) return found;
    const made = build(procedure, filedFor, part);
    this.#built.set(key, made);
    made.catch(() => this.#built.delete(key));
    return made;
  }
}

async function build(procedure: ProcedureVersion, filedFor: FiledFor, part: 'whom' | 'answers'): Promise<BrowserCode> {
  const form = part === 'whom' ? whomForms[filedFor] : procedure.content.form;
  const code = form === undefined ? '' : await browserValidator(form, { party: partyFacts(filedFor), island });
  const plain = Buffer.from(code);
  return {
    hash: createHash('sha256').update(plain).digest('hex').slice(0, 16),
    plain,
    br: brotliCompressSync(plain),
    gzip: gzipSync(plain),
  };
}
