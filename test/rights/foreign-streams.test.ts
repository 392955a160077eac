import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CitizenActor, StaffActor } from '../../src/platform/actor.ts';
import { newId } from '../../src/platform/ids.ts';
import { appendEntry, streamStart } from '../../src/platform/journal.ts';
import { fileOne } from '../dossiers.ts';
import { testSchema } from '../global-setup.ts';
import { type House, openHouse } from '../house.ts';
import { prepareStage, type Stage } from './stage.ts';

// What somebody could do who got hold of a role's connection and may say who they are, but not more: own name, foreign rows.

let house: House;
let stage: Stage;
let citizen: CitizenActor;
let stranger: CitizenActor;
let officer: StaffActor;
let outsider: StaffActor;
beforeAll(async () => {
  house = await openHouse();
  stage = await prepareStage(house);
  citizen = house.citizen('nguyen-thi-buoi');
  stranger = house.citizen('vo-thi-thanh-thuy');
  officer = await house.officer('son-thi-ngoc-han', 'xa-31822', ['specialist']);
  outsider = await house.officer('luu-bich-ngoc', 'huyen-954', ['specialist']);
}, 300_000);
afterAll(() => house.close());

const refused = /row-level security|permission denied|is not involved|does not follow|numbers its own/;

function dossier() {
  const state = stage.inPhase.get('examining');
  if (state === undefined) throw new Error('no dossier is being examined');
  return state;
}

async function headOf(id: string): Promise<{ version: number; hash: Buffer }> {
  return house.database.asOwner((tx) =>
    tx.row('select version, hash from journal where stream_id = $1 order by version desc limit 1', [id]),
  );
}

const entry = (streamKind: string, streamId: string) => ({
  streamKind,
  streamId,
  action: 'note',
  at: house.clock.business(),
  schemaVersion: 1,
  facts: {},
});

describe('an entry in a stream that is not one’s own', () => {
  it.each([
    ['an officer of another agency', () => outsider],
    ['another citizen', () => stranger],
  ])('is refused to %s, by function and by insert, and the next act goes on', async (_who, who) => {
    const { id } = dossier();
    const head = await headOf(id);
    const real = house.clock.real();
    for (const kind of ['dossier', 'position', 'break-glass'])
      await expect(
        house.database.transact(who(), (tx) => appendEntry(tx, head, entry(kind, id), undefined, real)),
      ).rejects.toThrow(refused);
    const actor = who();
    for (const version of [1, head.version + 1])
      await expect(
        house.database.transact(actor, (tx) =>
          tx.run(
            `insert into journal (stream_kind, stream_id, version, action, capacity, actor_person, actor_position, at, recorded_at, schema_version, facts, hash, epoch, xid)
             values ('dossier', $1, $2, 'note', $3, $4, $5, now(), now(), 1, '{}', '', 1, pg_current_xact_id())`,
            [id, version, actor.capacity, actor.personId, actor.capacity === 'staff' ? actor.positionId : null],
          ),
        ),
      ).rejects.toThrow(version === 1 ? /journal_key/ : refused);
    expect(await headOf(id)).toEqual(head);
  });

  it('is refused where a position of the province file has no entry yet', async () => {
    const real = house.clock.real();
    for (const actor of [stranger, outsider])
      for (const kind of ['dossier', 'position', 'break-glass']) {
        await expect(
          house.database.transact(actor, (tx) =>
            appendEntry(tx, streamStart, entry(kind, officer.positionId), undefined, real),
          ),
        ).rejects.toThrow(refused);
        await expect(
          house.database.transact(actor, (tx) =>
            tx.run(
              `insert into journal (stream_kind, stream_id, version, action, capacity, actor_person, actor_position, at, recorded_at, schema_version, facts, hash, epoch, xid)
               values ($1, $2, 1, 'note', $3, $4, $5, now(), now(), 1, '{}', '', 1, pg_current_xact_id())`,
              [
                kind,
                officer.positionId,
                actor.capacity,
                actor.personId,
                actor.capacity === 'staff' ? actor.positionId : null,
              ],
            ),
          ),
        ).rejects.toThrow(refused);
      }
  });

  it('is taken from those who are involved, in order only, and in the name of the session', async () => {
    const state = stage.inPhase.get('accepted');
    const id = state?.id ?? '';
    const head = await headOf(id);
    const real = house.clock.real();
    const later = { version: head.version + 1, hash: head.hash };
    const other = { version: head.version, hash: Buffer.alloc(32) };
    for (const wrong of [later, other, { version: head.version - 1, hash: undefined }])
      await expect(
        house.database.transact(officer, (tx) => appendEntry(tx, wrong, entry('dossier', id), undefined, real)),
      ).rejects.toMatchObject({ constraint: 'journal_key' });
    const back = new Error('take it back');
    for (const actor of [officer, citizen])
      await expect(
        house.database.transact(actor, async (tx) => {
          await appendEntry(tx, head, entry('dossier', id), undefined, real);
          throw back;
        }),
      ).rejects.toBe(back);
  });
});

describe('beside the stream', () => {
  const attempts: readonly (readonly [string, () => CitizenActor | StaffActor, () => [string, unknown[]]])[] = [
    [
      'a payload',
      () => stranger,
      () => [`insert into journal_payload (id, stream_id, sealed) values ($1, $2, '')`, [newId(), dossier().id]],
    ],
    [
      'a note',
      () => outsider,
      () => [
        `insert into dossier_note (id, dossier_id, agencies, position_id, at, sealed) values ($1, $2, array[$3::uuid, $4::uuid], $5, now(), '')`,
        [newId(), dossier().id, outsider.agencyId, officer.agencyId, outsider.positionId],
      ],
    ],
    [
      'a paper',
      () => stranger,
      () => [
        `insert into paper (id, owner_person, dossier_id, requirement, display_name, media_type, size_bytes, sha256, pages, remarks, storage_key, created_at, agencies, persons)
         values ($1, $2, $3, 'x', 'x', 'image/png', 1, 'x', 1, '{}', $1, now(), array[$4::uuid], array[$2::uuid, $5::uuid])`,
        [newId(), stranger.personId, dossier().id, officer.agencyId, citizen.personId],
      ],
    ],
    [
      'a result',
      () => outsider,
      () => [
        `insert into issued_result (id, code, dossier_id, name_vi, name_en, issuer_agency, issuer_vi, issuer_en, display_name, sha256, size_bytes, storage_key, created_at, agencies, persons)
         values ($1, '0000000000000000', $2, '', '', $3, 'UBND', 'PC', '', '', 1, $1, now(), array[$3::uuid], array[$4::uuid])`,
        [newId(), dossier().id, outsider.agencyId, citizen.personId],
      ],
    ],
    ['a number', () => outsider, () => ['select next_document_number($1, 2022, $2)', [officer.agencyId, 'ho-tich']]],
  ];
  it.each(attempts)('%s is refused', async (_what, who, statement) => {
    const [sql, values] = statement();
    await expect(house.database.transact(who(), (tx) => tx.rows(sql, values))).rejects.toThrow(refused);
  });

  it('codes that the counter has not given yet, taken by a row of one’s own, keep nobody from filing', async () => {
    const before = await fileOne(house);
    const number = Number(before.code.slice(-4));
    const codeOf = (n: number) => `${before.code.slice(0, -4)}${String(n).padStart(4, '0')}`;
    // More than any fixed number of tries would pass over.
    const taken = Array.from({ length: 70 }, (_, at) => codeOf(number + 1 + at));
    const author = house.citizen(house.province.applicant.key);
    for (const code of taken)
      await house.database.transact(author, (tx) =>
        tx.run(
          `insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', $2::text, 'code', $3::text))).* from dossier d where id = $1`,
          [before.id, newId(), code],
        ),
      );
    try {
      const after = await fileOne(house);
      expect(Number(after.code.slice(-4))).toBe(number + taken.length + 1);
      expect(Number((await fileOne(house)).code.slice(-4))).toBe(Number(after.code.slice(-4)) + 1);
    } finally {
      await house.database.asOwner((tx) => tx.run('delete from dossier where code = any ($1)', [taken]));
    }
  });

  it('functions write nothing for those who are not involved', async () => {
    const { id } = dossier();
    const written = await house.database.transact(outsider, (tx) =>
      tx.row<{ note: number; result: number }>(
        `select add_dossier_note($1, $2, now(), '') as note, store_issued_result($3::jsonb) as result`,
        [
          newId(),
          id,
          JSON.stringify({
            id: newId(),
            code: '0000000000000000',
            dossier_id: id,
            issuer_agency: outsider.agencyId,
            name_vi: '',
            name_en: '',
            issuer_vi: '',
            issuer_en: '',
            display_name: '',
            sha256: '',
            size_bytes: 1,
            storage_key: newId(),
            created_at: '2022-10-10T00:00:00Z',
          }),
        ],
      ),
    );
    expect(written).toEqual({ note: 0, result: 0 });
    await expect(
      house.database.transact(stranger, (tx) =>
        tx.row('select attach_papers($1, $2, $3, $4, now())', [[newId()], id, [officer.agencyId], [citizen.personId]]),
      ),
    ).rejects.toThrow(refused);
  });

  it('a session that was ended does not begin again', async () => {
    await expect(
      house.database.transact(citizen, (tx) => tx.run('update session set ended_at = null, ended_reason = null')),
    ).resolves.toBe(0);
    await house.database.transact({ capacity: 'job', name: 'test' }, (tx) =>
      tx.run(
        `insert into session (id, token_hash, person_id, capacity, assurance_level, acr, amr, device, authenticated_at, created_at, last_seen_at, expires_at)
         values ($1, 'x', $2, 'citizen', 2, '', '{}', '', now(), now(), now(), now())`,
        [newId(), citizen.personId],
      ),
    );
    await expect(
      house.database.transact(citizen, (tx) => tx.run('update session set ended_at = null')),
    ).rejects.toThrow(refused);
    expect(
      await house.database.transact(citizen, (tx) => tx.run('update session set ended_at = now()')),
    ).toBeGreaterThan(0);
  });
});

describe('functions of the owner', () => {
  it('look names up in the province’s schema first, and in the caller’s temporary tables last', async () => {
    const open = await house.database.asOwner((tx) =>
      tx.rows(
        `select p.proname as name, p.proconfig as settings from pg_proc p
         where p.pronamespace = $1::regnamespace and p.prosecdef and not coalesce(p.proconfig, '{}') @> array['search_path=' || $1 || ', pg_temp']`,
        [testSchema],
      ),
    );
    expect(open).toEqual([]);
  });

  it('are not led astray by a table of the caller’s own with the name of ours', async () => {
    const { id } = dossier();
    const seen = await house.database.transact(outsider, async (tx) => {
      await tx.run(
        `create temporary table dossier on commit drop as select $1::uuid as id, array[$2::uuid] as agencies, '{}'::uuid[] as persons`,
        [id, outsider.agencyId],
      );
      // The owner's functions may read it: the attempt must not fail for want of that.
      await tx.run('grant all on pg_temp.dossier to public');
      return tx.rows('select * from dossier_history($1)', [id]);
    });
    expect(seen).toEqual([]);
  });
});
