import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { FormAddresses } from './form-addresses.ts';

it('leads from an address that only takes a form to the page above, and leaves all others alone', () => {
  const app = Fastify();
  const forms = new FormAddresses();
  forms.watch(app);
  const answer = async () => '';
  app.get('/account', answer);
  app.post('/account/session/:id/sign-out', answer);
  app.get('/dossier/:code', answer);
  app.post('/dossier/:code/withdraw', answer);
  app.post('/dossier/:code', answer);
  app.post('/alone', answer);
  expect(forms.pageAbove('/dossier/H04.1-0001/withdraw?lang=en')).toBe('/dossier/H04.1-0001?lang=en');
  expect(forms.pageAbove('/account/session/7/sign-out')).toBe('/account');
  for (const path of ['/dossier/H04.1-0001', '/dossier/H04.1-0001/else', '/alone', '/', '//other.example/x'])
    expect([path, forms.pageAbove(path)]).toEqual([path, undefined]);
});
