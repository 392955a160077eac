import type { Database } from '../../platform/database.ts';
import { dateOf } from '../../platform/text.ts';
import { loadPeople, readPeopleFile } from '../identity/index.ts';
import { listAgencies, listUnits } from '../territory/index.ts';

/** The people of the demonstration, at a business time: whom its past was filed with. */
export async function loadDemoPeople(database: Database, at: Temporal.Instant): Promise<void> {
  const on = dateOf(at);
  await database.asOwner(async (tx) =>
    loadPeople(tx, {
      file: readPeopleFile('provinces/bac-lieu'),
      provinceCode: '95',
      units: await listUnits(tx, on),
      agencies: await listAgencies(tx, on),
      on,
      at,
    }),
  );
}
