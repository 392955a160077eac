import type { Vault } from '../../platform/vault.ts';
import type { Party, PartyPerson } from './model.ts';
import type { Listed } from './store.ts';

/** What a dossier's row says of its applicant (chủ hồ sơ): computed when it is filed, brought in and rebuilt, always alike. */
export function listedOf(
  vault: Vault,
  code: string,
  parties: readonly Party[],
  people: readonly PartyPerson[],
): Listed {
  const number = parties.find((party) => party.role === 'applicant')?.number ?? people[0]?.number;
  const applicant = people.find((person) => person.number === number) ?? people[0];
  return { applicantName: applicant?.name, trackDigest: trackDigest({ vault }, code, applicant?.documentNumber) };
}

/** The second fact of tracking without an account: the last four characters of the identity paper, kept only as a keyed digest. */
export function trackDigest(
  deps: { readonly vault: Vault },
  code: string,
  documentNumber: string | undefined,
): Buffer | undefined {
  const last = documentNumber?.replaceAll(/\s/g, '').slice(-4).toUpperCase();
  return last === undefined || last.length < 4 ? undefined : deps.vault.lookupDigest(last, `track:${code}`);
}
