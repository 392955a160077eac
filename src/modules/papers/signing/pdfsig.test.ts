import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signPdf } from './index.ts';
import { openSigningOffice, plainPdf, type SigningOffice } from './testing.ts';

/** pdfsig belongs to poppler-utils; it judges with NSS, code that has nothing to do with ours. */
const present = (() => {
  try {
    execFileSync('pdfsig', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const title = present ? 'pdfsig' : 'pdfsig (skipped: poppler-utils is not on this machine)';

describe.skipIf(!present)(title, () => {
  let office: SigningOffice;
  let folder: string;
  let file: string;
  let signed: Uint8Array;

  beforeAll(async () => {
    office = await openSigningOffice();
    folder = await mkdtemp(join(tmpdir(), 'cuaso-pdfsig-'));
    file = join(folder, 'paper.pdf');
    const [leader, seal, pdf] = await Promise.all([office.leader(), office.seal(), plainPdf()]);
    const options = { name: 'Trần Thị Hòa', signingTime: office.now, timeStamp: office.timeStamp };
    const rect = { x: 300, y: 200, width: 200, height: 60 };
    const appearance = { page: -1, rect, tone: 'person' as const, lines: ['Ký bởi: Trần Thị Hòa'] };
    const first = await signPdf(pdf, leader, { ...options, fieldName: 'leader', appearance });
    signed = await signPdf(first, seal, { ...options, fieldName: 'agency' });
  });
  afterAll(async () => {
    await office.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** pdfsig ends with an error where a signature is not good: what it printed is what counts. */
  const ask = async (bytes: Uint8Array): Promise<string> => {
    await writeFile(file, bytes);
    const run = promisify(execFile)('pdfsig', [file], { env: { ...process.env, HOME: folder } });
    return (await run.catch((error: { stdout: string }) => error)).stdout;
  };

  it('calls both signatures valid, and the last one over the total document', async () => {
    const words = await ask(signed);
    expect(words.match(/Signature is Valid\./g)).toHaveLength(2);
    const [, first, last] = words.split(/Signature #\d:/);
    expect(first).toContain('Not total document signed');
    expect(last).toContain('Total document signed');
    expect(last).toContain('ETSI.CAdES.detached');
    expect(last).toContain('Oct 10 2022');
  });

  it('calls a changed byte a digest mismatch', async () => {
    const changed = Uint8Array.from(signed);
    changed[60] = (changed[60] ?? 0) ^ 1;
    expect(await ask(changed)).toContain('Digest Mismatch');
  });
});
