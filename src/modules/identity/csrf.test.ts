import { expect, test } from 'vitest';
import { type CsrfFacts, judgeCsrf } from './csrf.ts';

const origin = 'https://dvc.example';
const form: CsrfFacts = {
  method: 'POST',
  contentType: 'application/x-www-form-urlencoded',
  fetchSite: 'same-origin',
  origin,
  host: 'dvc.example',
  origins: [origin],
  bearer: false,
  cookie: true,
  givenToken: 'right',
  wantedToken: 'right',
};

const cases: readonly [name: string, facts: Partial<CsrfFacts>, verdict: ReturnType<typeof judgeCsrf>][] = [
  ['our own form', {}, 'pass'],
  ['reading', { method: 'GET', givenToken: undefined, fetchSite: 'cross-site' }, 'pass'],
  ['an old browser without fetch metadata', { fetchSite: undefined, origin: undefined }, 'pass'],
  ['a form without token', { givenToken: undefined }, 'no-token'],
  ['a form with a wrong token', { givenToken: 'wrong' }, 'no-token'],
  ['a token where none was given out', { wantedToken: undefined }, 'no-token'],
  ['another site with a stolen token', { fetchSite: 'cross-site', origin: 'https://evil.example' }, 'other-site'],
  ['another port of this machine', { fetchSite: 'same-site', origin: 'https://dvc.example:444' }, 'other-site'],
  ['another origin, no fetch metadata', { fetchSite: undefined, origin: 'https://evil.example' }, 'other-site'],
  ['an opaque origin', { fetchSite: undefined, origin: 'null' }, 'other-site'],
  ['text posted as a form', { contentType: 'text/plain', givenToken: undefined }, 'no-token'],
  ['no content type', { contentType: undefined, givenToken: undefined }, 'no-token'],
  ['JSON of our own script', { contentType: 'application/json', givenToken: undefined }, 'pass'],
  [
    'JSON with a cookie and no proof of origin',
    { contentType: 'application/json', givenToken: undefined, fetchSite: undefined, origin: undefined },
    'no-proof',
  ],
  [
    'JSON of a program without cookies',
    { contentType: 'application/json', givenToken: undefined, fetchSite: undefined, origin: undefined, cookie: false },
    'pass',
  ],
  ['an upload form of our own', { contentType: 'multipart/form-data; boundary=x', givenToken: undefined }, 'pass'],
  [
    'an upload form without proof',
    {
      contentType: 'multipart/form-data; boundary=x',
      givenToken: undefined,
      fetchSite: undefined,
      origin: undefined,
      cookie: false,
    },
    'no-proof',
  ],
  [
    'a program with a bearer token',
    { bearer: true, cookie: false, givenToken: undefined, origin: undefined, fetchSite: undefined },
    'pass',
  ],
  ['deletion from another site', { method: 'DELETE', fetchSite: 'cross-site' }, 'other-site'],
];

test.each(cases)('%s', (_name, facts, verdict) => {
  expect(judgeCsrf({ ...form, ...facts })).toBe(verdict);
});
