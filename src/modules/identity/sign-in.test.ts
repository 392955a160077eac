import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { OffsetClock } from '../../platform/clock.ts';
import { demoStart, type IdentityHouse, loadDemoPeople, openIdentityHouse } from './testing/house.tsx';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';

let store: TestDatabase;
let house: IdentityHouse;

beforeAll(async () => {
  store = await openTestDatabase();
  await loadDemoPeople(store.database);
  house = await openIdentityHouse({
    database: store.database,
    clock: new OffsetClock(demoStart.epochMilliseconds - Date.now()),
    ports: { countOpenDossiers: async () => 0, findDossierForGround: async () => undefined },
    extend: (app) => {
      app.get('/who', async (request) => ({ actor: request.actor, session: request.session?.displayName ?? null }));
    },
  });
});

afterAll(async () => {
  await house.close();
  await store.close();
});

test('a citizen signs in with VNeID and comes back to where they were', async () => {
  const visitor = new Visitor(house.url);
  const answer = await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/who?draft=1');
  expect(`${answer.url.pathname}${answer.url.search}`).toBe('/who?draft=1');
  expect(JSON.parse(answer.text)).toMatchObject({
    session: 'Nguyễn Thị Bưởi',
    actor: { capacity: 'citizen', assuranceLevel: 2 },
  });
});

test('an official signs in with a second factor and acts in their position', async () => {
  const visitor = new Visitor(house.url);
  const answer = await signInAsOfficer(visitor, 'le-thi-hong-cuc', '/who');
  expect(JSON.parse(answer.text)).toMatchObject({
    session: 'Lê Thị Hồng Cúc',
    actor: { capacity: 'staff', roles: ['reception'] },
  });
});

test('signing out needs the token of the session and ends it', async () => {
  const visitor = new Visitor(house.url);
  await signInAsCitizen(visitor, 'tran-van-khoi', '/who');
  const refused = await visitor.post('/dang-xuat', {});
  expect(refused.status).toBe(403);
  const page = await visitor.get('/dang-xuat');
  await visitor.post('/dang-xuat', { _csrf: hiddenField(page.text, '_csrf') });
  expect(JSON.parse((await visitor.get('/who')).text)).toEqual({ actor: { capacity: 'public' }, session: null });
});
