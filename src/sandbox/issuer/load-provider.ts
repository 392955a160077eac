import type Provider from 'oidc-provider';

/**
 * The library of the issuers. It warns when it is loaded under any Node that is not called long-term yet, and has no setting for that; this
 * project pins its Node and tests with it, so that one sentence is left out. Every other warning of the library is heard.
 */
export async function loadProvider(): Promise<typeof Provider> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime.')) warn(...words);
  };
  try {
    return (await import('oidc-provider')).default;
  } finally {
    console.warn = warn;
  }
}
