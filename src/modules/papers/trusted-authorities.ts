import type { Tx } from '../../platform/database.ts';

/** DER of authorities that are believed, and of what they revoked. */
export interface AuthorityTrust {
  readonly trustedRoots: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** Keeps believing the authorities of a province that was merged in: what it issued goes on being checked under its own name. */
export async function keepTrust(tx: Tx, origin: string, { trustedRoots, crls }: AuthorityTrust): Promise<void> {
  for (const [index, root] of trustedRoots.entries()) {
    const crl = crls[index];
    await tx.run(
      'insert into trusted_authority (origin, certificate, crl) values ($1, $2, $3) on conflict do nothing',
      [origin, Buffer.from(root), crl === undefined ? null : Buffer.from(crl)],
    );
  }
}

/** Those kept, besides the authority that the house orders from. */
export async function listKeptTrust(tx: Tx): Promise<AuthorityTrust> {
  const rows = await tx.rows<{ certificate: Buffer; crl: Buffer | null }>(
    'select certificate, crl from trusted_authority',
  );
  return {
    trustedRoots: rows.map(({ certificate }) => new Uint8Array(certificate)),
    crls: rows.flatMap(({ crl }) => (crl === null ? [] : [new Uint8Array(crl)])),
  };
}
