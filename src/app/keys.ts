import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { Vault } from '../platform/vault.ts';

export interface Keys {
  /** Passwords of database roles, cookies and tokens are derived from it. */
  readonly secret: string;
  readonly vault: Vault;
  /** Bytes for one purpose, derived from the secret. */
  derive(purpose: string): Buffer;
}

/** Production brings its secret; the demo makes one at the first start and keeps it beside the data, so that backups hold it. */
export function openKeys(config: Config): Keys {
  return keysOf(config.secret ?? demoSecret(join(config.dataDir, 'keys')));
}

/** Everything that is derived from a secret. */
export function keysOf(secret: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'cuaso', purpose, 32));
  return { secret, derive, vault: new Vault(derive('vault')) };
}

function demoSecret(folder: string): string {
  const file = join(folder, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return secret;
}
