import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorityTrust } from '../../modules/papers/index.ts';
import { httpCertificateAuthority, httpTimeStamper } from '../../modules/papers/signing/index.ts';
import type { OpenProvince } from '../open-province.ts';
import { mergeErrors } from './errors.ts';

/** What a merger needs of certificate authorities. */
export interface MergeAuthority {
  /** Whom the other province's results were signed under, where we do not believe them anyway. */
  readonly trust: AuthorityTrust;
  /** Stamps the last roots of its journal. */
  readonly timeStamp: (digest: Uint8Array) => Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * In production both provinces order from the same national authority. A demonstration has a sandbox authority of its own, which tells root and
 * revocations, and stamps, once more before it is gone.
 */
export async function openAuthority({ config, clock }: OpenProvince, keysDir: string): Promise<MergeAuthority> {
  if (config.outside !== undefined) {
    const timeStamp = httpTimeStamper({ url: config.outside.timeStampUrl });
    return { trust: { trustedRoots: [], crls: [] }, timeStamp, close: async () => undefined };
  }
  const folder = join(keysDir, 'sandbox', 'certificate-authority');
  if (!existsSync(folder)) throw mergeErrors.noAuthority();
  const { startCertificateAuthority } = await import('../../sandbox/certificate-authority/index.ts');
  const running = await startCertificateAuthority({ folder, clock, registrationToken: 'nothing is ordered' });
  try {
    const trust = await httpCertificateAuthority({ url: running.url }).trust();
    return { trust, timeStamp: httpTimeStamper({ url: running.timeStampUrl }), close: () => running.close() };
  } catch (error) {
    await running.close();
    throw error;
  }
}
