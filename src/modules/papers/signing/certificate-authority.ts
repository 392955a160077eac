import { signingErrors } from './errors.ts';

/** Whom a certificate is for: an official, or an agency for its seal. */
export type CertificateHolder =
  | {
      readonly kind: 'person';
      readonly name: string;
      readonly title?: string;
      readonly agency: string;
      readonly locality?: string;
    }
  | { readonly kind: 'organisation'; readonly name: string; readonly identifier: string; readonly locality?: string };

export interface OrderedCertificate {
  readonly serial: string;
  /** DER, the holder's certificate first, the root left out. */
  readonly certificateChain: readonly Uint8Array[];
}

/** What the house asks of a certificate authority; the sandbox answers it over HTTP. */
export interface CertificateAuthority {
  orderCertificate(order: {
    readonly holder: CertificateHolder;
    /** SPKI, DER. */
    readonly publicKey: Uint8Array;
    readonly validFrom?: Temporal.Instant;
  }): Promise<OrderedCertificate>;
  revokeCertificate(serial: string): Promise<void>;
  /** DER: the roots to trust and the lists of revoked certificates at this moment. */
  trust(): Promise<{ readonly trustedRoots: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] }>;
}

export function httpCertificateAuthority(options: {
  readonly url: string;
  readonly registrationToken?: string;
  readonly timeoutMs?: number;
}): CertificateAuthority {
  const call = async (path: string, body?: unknown): Promise<Response> => {
    const token = options.registrationToken;
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    try {
      return await fetch(`${options.url}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
      }).then(assertOk);
    } catch (cause) {
      const reason = cause instanceof RefusedAnswer ? cause.message : 'không kết nối được / no connection';
      throw signingErrors.certificateRefused({ values: { reason }, cause });
    }
  };
  const bytes = async (path: string) => new Uint8Array(await (await call(path)).arrayBuffer());
  return {
    orderCertificate: async ({ holder, publicKey, validFrom }) => {
      const key = Buffer.from(publicKey).toString('base64');
      const answer = await call('/certificates', { subject: holder, publicKey: key, validFrom: validFrom?.toString() });
      const { serial, chain } = (await answer.json()) as { serial: string; chain: readonly string[] };
      return { serial, certificateChain: chain.map((text) => Uint8Array.from(Buffer.from(text, 'base64'))) };
    },
    revokeCertificate: async (serial) => {
      await call(`/certificates/${encodeURIComponent(serial)}/revocation`, {});
    },
    trust: async () => ({ trustedRoots: [await bytes('/root.cer')], crls: [await bytes('/issuing.crl')] }),
  };
}

class RefusedAnswer extends Error {}

async function assertOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: unknown };
  throw new RefusedAnswer(
    typeof problem.detail === 'string' ? problem.detail.slice(0, 200) : `HTTP ${response.status}`,
  );
}
