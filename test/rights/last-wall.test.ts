import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { acts } from '../../src/modules/dossiers/acts.ts';
import type { Actor } from '../../src/platform/actor.ts';
import { roleName, type Tx } from '../../src/platform/database.ts';
import { newId } from '../../src/platform/ids.ts';
import type { Caller } from '../callers.ts';
import { testSchema } from '../global-setup.ts';
import { type House, openHouse } from '../house.ts';
import { actBodies, citizenActs, formOf, phaseFor } from './bodies.ts';
import { everyone, prepareStage, type Stage } from './stage.ts';

// The policies in code say yes to everybody: row-level security alone has to hold. The one place where parts of ours are replaced.
vi.mock(import('../../src/modules/dossiers/policy.ts'), async (original) => ({
  ...(await original()),
  refusal: () => undefined,
  mayOpen: () => true,
}));
vi.mock(import('../../src/modules/papers/policy.ts'), async (original) => ({
  ...(await original()),
  refuseUpload: () => undefined,
  refuseOpening: () => undefined,
}));

let house: House;
let stage: Stage;
let strangers: readonly Caller[];
/** What only the citizen and the agencies of their dossiers may come across. */
let marks: readonly string[];
beforeAll(async () => {
  house = await openHouse();
  stage = await prepareStage(house);
  const names = new Set([
    'public',
    'other-citizen',
    'district-reception',
    'district-specialist',
    'district-leader',
    'district-clerk',
    'administrator',
    'auditor',
  ]);
  strangers = (await everyone(house)).filter((caller) => names.has(caller.name));
  const states = [...stage.inPhase.values(), stage.moved];
  marks = [
    house.citizen('nguyen-thi-buoi').personId,
    stage.paperId,
    stage.draftId,
    ...states.flatMap((state) => [state.id, state.code]),
  ];
}, 300_000);
afterAll(() => house.close());

it('has the policies switched off: a clerk of the office is no longer told that the role is missing', async () => {
  const clerk = (await everyone(house)).find((caller) => caller.name === 'clerk');
  const reply = await clerk?.send('POST', `/api/v1/dossiers/${stage.inPhase.get('filed')?.code}/acts/accept`, {
    json: { expectedVersion: 999 },
  });
  expect(reply?.json()).toMatchObject({ code: 'DOS-0003' });
});

it('shows and changes nothing for strangers by page or API when the policies are switched off', async () => {
  const bodies = await actBodies(house);
  const before = await fingerprint();
  for (const caller of strangers) {
    for (const path of addresses()) {
      const reply = await caller.send('GET', path);
      expect([401, 403, 404, 303], `${caller.name} ${path}: ${reply.status}`).toContain(reply.status);
      // The address itself comes back in the link to sign in.
      expect(
        marks.filter((mark) => !path.includes(mark) && reply.text.includes(mark)),
        `${caller.name} ${path}`,
      ).toEqual([]);
    }
    for (const list of [
      '/mot-cua/cho-tiep-nhan?tat=1',
      '/mot-cua/dang-giai-quyet?tat=1',
      '/mot-cua/cho-ky?tat=1',
      '/mot-cua/tim?q=nguyen',
      '/mot-cua/tim?q=H04',
      '/ho-so',
      '/giay-to',
      '/nop/ho-so-nhap',
      '/api/v1/dossiers',
      '/api/v1/dossiers?all=true&box=cho-tiep-nhan',
      '/kiem-toan/truy-cap',
    ]) {
      const reply = await caller.send('GET', list);
      // Whoever audits sees that there were reads, by design; not a dossier.
      if (caller.name !== 'auditor')
        expect(
          marks.filter((mark) => reply.text.includes(mark)),
          `${caller.name} ${list}`,
        ).toEqual([]);
    }
    for (const act of acts) {
      const state = stage.inPhase.get(phaseFor[act.action] ?? 'filed') ?? stage.moved;
      const version = await versionOf(state.id);
      const byApi = await caller.send('POST', `/api/v1/dossiers/${state.code}/acts/${act.action}`, {
        json: { ...bodies[act.action], expectedVersion: version },
      });
      const byPage = await caller.send('POST', `/mot-cua/ho-so/${state.code}/${act.slug}`, {
        form: { ...formOf(bodies[act.action] ?? {}), version: String(version) },
      });
      for (const reply of [byApi, byPage])
        expect([401, 403, 404, 303], `${caller.name} ${act.action}: ${reply.text.slice(0, 300)}`).toContain(
          reply.status,
        );
    }
    for (const { action, slug, phase, body, form } of citizenActs) {
      const state = stage.inPhase.get(phase) ?? stage.moved;
      const version = await versionOf(state.id);
      const replies = [
        await caller.send('POST', `/api/v1/dossiers/${state.code}/acts/${action}`, {
          json: { ...body, expectedVersion: version },
        }),
        await caller.send('POST', `/ho-so/${state.code}/${slug}`, { form: { ...form, version: String(version) } }),
      ];
      for (const reply of replies)
        expect([401, 403, 404, 303], `${caller.name} ${action}: ${reply.text.slice(0, 300)}`).toContain(reply.status);
    }
    for (const path of [
      `/giay-to/${stage.paperId}/xoa`,
      `/giay-to/${stage.paperId}/dung-lai`,
      `/nop/ho-so-nhap/${stage.draftId}/bo`,
      `/api/v1/dossiers/${stage.moved.code}/notes`,
    ]) {
      await caller.send('POST', path, path.endsWith('/notes') ? { json: { text: 'x' } } : { form: {} });
    }
  }
  expect(await fingerprint()).toEqual(before);
}, 300_000);

it('gives strangers no foreign row of any table, to read or to change, at the database itself', async () => {
  const tables = await house.database.asOwner((tx) =>
    tx.rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' order by 1`,
      [testSchema],
    ),
  );
  const foreign = new Map<string, number>();
  for (const { name } of tables) foreign.set(name, await countMarked(name));
  expect([...foreign.values()].filter((count) => count > 0).length, 'tables with rows of the citizen').toBeGreaterThan(
    8,
  );
  const touched: string[] = [];
  for (const caller of strangers) {
    const actor: Actor = caller.actor ?? { capacity: 'public' };
    for (const { name } of tables) {
      const readable = await columns(name, actor, 'SELECT');
      if (readable.length > 0) {
        const list = readable.map((column) => `"${column}"`).join(', ');
        const rows = await house.database.read(actor, (tx) =>
          tx.rows<{ text: string }>(`select row_to_json(r)::text as text from (select ${list} from "${name}") r`),
        );
        expect(
          rows.filter((row) => marks.some((mark) => row.text.includes(mark))),
          `${caller.name} reads ${name}`,
        ).toEqual([]);
      }
      const [writable] = await columns(name, actor, 'UPDATE');
      if (writable !== undefined)
        touched.push(
          ...(await changeAll(actor, name, `update "${name}" set "${writable}" = "${writable}"`)).map(
            (text) => `${caller.name} changes ${name}: ${text}`,
          ),
        );
      if (await may(name, actor, 'DELETE'))
        touched.push(
          ...(await changeAll(actor, name, `delete from "${name}"`)).map(
            (text) => `${caller.name} deletes from ${name}: ${text}`,
          ),
        );
    }
  }
  expect(touched).toEqual([]);
}, 300_000);

it('lets nobody write a row in the name of another person or agency', async () => {
  const taken: string[] = [];
  const tables = await house.database.asOwner((tx) =>
    tx.rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and relrowsecurity order by 1`,
      [testSchema],
    ),
  );
  for (const caller of strangers) {
    const actor: Actor = caller.actor ?? { capacity: 'public' };
    for (const { name } of tables) {
      const writable = await columns(name, actor, 'INSERT');
      const sample = await markedRow(name);
      if (writable.length === 0 || sample === undefined) continue;
      const list = writable.map((column) => `"${column}"`).join(', ');
      const forged = JSON.stringify({ ...sample, ...(await freshKey(name)) });
      try {
        await house.database.transact(actor, (tx) =>
          tx.run(
            `insert into "${name}" (${list}) select ${list} from jsonb_populate_record(null::"${name}", $1::jsonb)`,
            [forged],
          ),
        );
        taken.push(`${caller.name} into ${name}`);
      } catch (error) {
        expect(String(error), `${caller.name} into ${name}`).toMatch(/row-level security|permission denied/);
      }
    }
  }
  // Wrapped keys of streams that do not exist yet: written blindly as one begins. Where there is a stream its place is taken.
  expect(new Set(taken.map((line) => line.split(' into ')[1]))).toEqual(new Set(['stream_key']));
}, 300_000);

it('keeps to the grants of each role as listed', async () => {
  const lines = await house.database.asOwner((tx) =>
    tx.rows<{ line: string }>(
      `select role || ' ' || what || ': ' || string_agg(distinct name, ', ' order by name) as line from (
         select replace(grantee, $2, '') as role, lower(privilege_type) as what, table_name::text as name from information_schema.role_table_grants where table_schema = $1 and grantee like $2 || '%'
         union all
         select replace(c.grantee, $2, ''), lower(c.privilege_type) || ' some columns', c.table_name || '(' || string_agg(c.column_name, ' ' order by c.column_name) || ')' from information_schema.column_privileges c
          where c.table_schema = $1 and c.grantee like $2 || '%'
            and not exists (select from information_schema.role_table_grants t where t.table_schema = $1 and t.grantee = c.grantee and t.table_name = c.table_name and t.privilege_type = c.privilege_type)
          group by c.grantee, c.privilege_type, c.table_name
         union all
         select replace(grantee, $2, ''), 'execute', routine_name::text from information_schema.role_routine_grants where routine_schema = $1 and grantee like $2 || '%'
         union all
         select 'PUBLIC', lower(privilege_type), routine_name::text from information_schema.role_routine_grants where routine_schema = $1 and grantee = 'PUBLIC'
         union all
         select 'no row-level security', 'on', relname::text from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and not relrowsecurity
       ) g group by role, what order by role, what`,
      [testSchema, roleName(testSchema, 'public').replace(/public$/, '')],
    ),
  );
  await expect(`${lines.map((row) => row.line).join('\n')}\n`).toMatchFileSnapshot('../golden/grants.txt');
});

function addresses(): string[] {
  const dossiers = [stage.inPhase.get('examining'), stage.inPhase.get('returned'), stage.moved];
  return [
    ...dossiers.flatMap((state) => [
      `/ho-so/${state?.code}`,
      `/ho-so/${state?.code}/ket-qua.pdf`,
      `/ho-so/${state?.code}/giay-tiep-nhan.pdf`,
      `/api/v1/dossiers/${state?.code}`,
      `/mot-cua/ho-so/${state?.code}`,
      ...['mau-01', 'mau-02', 'mau-05', 'xem-truoc', 'ket-qua'].map(
        (form) => `/mot-cua/ho-so/${state?.code}/${form}.pdf`,
      ),
    ]),
    `/giay-to/${stage.paperId}`,
    `/giay-to/${stage.paperId}/goc`,
    `/nop/ho-so-nhap/${stage.draftId}`,
    `/nop/ho-so-nhap/${stage.draftId}/kiem-tra`,
    `/nop/ho-so-nhap/${stage.draftId}/da-nop`,
  ];
}

/** Version and head of every dossier, and how many papers, notes and drafts there are. */
async function fingerprint(): Promise<object[]> {
  return house.database.asOwner((tx) =>
    tx.rows(
      `select code, version, encode(head, 'hex') as head, (select count(*) from paper p where p.dossier_id = d.id) as papers, (select count(*) from dossier_note n where n.dossier_id = d.id) as notes, (select count(*) from draft) as drafts from dossier d order by code`,
    ),
  );
}

async function versionOf(id: string): Promise<number> {
  return (
    await house.database.asOwner((tx) => tx.row<{ version: number }>('select version from dossier where id = $1', [id]))
  ).version;
}

function columns(table: string, actor: Actor, right: 'SELECT' | 'UPDATE' | 'INSERT'): Promise<string[]> {
  return house.database.asOwner(async (tx) =>
    (
      await tx.rows<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and has_column_privilege($2, attrelid, attnum, $3) order by attnum`,
        [`${testSchema}."${table}"`, roleName(testSchema, actor.capacity), right],
      )
    ).map((row) => row.name),
  );
}

async function may(table: string, actor: Actor, right: 'DELETE'): Promise<boolean> {
  return (
    await house.database.asOwner((tx) =>
      tx.row<{ may: boolean }>('select has_table_privilege($1, to_regclass($2), $3) as may', [
        roleName(testSchema, actor.capacity),
        `${testSchema}."${table}"`,
        right,
      ]),
    )
  ).may;
}

function countMarked(table: string): Promise<number> {
  return house.database.asOwner(
    async (tx) =>
      (
        await tx.row<{ count: number }>(`select count(*) as count from "${table}" t where row_to_json(t)::text ~ $1`, [
          marks.join('|'),
        ])
      ).count,
  );
}

async function markedRow(table: string): Promise<Record<string, unknown> | undefined> {
  return house.database.asOwner(
    async (tx) =>
      (
        await tx.maybe<{ row: Record<string, unknown> }>(
          `select row_to_json(t) as row from "${table}" t where row_to_json(t)::text ~ $1 limit 1`,
          [marks.join('|')],
        )
      )?.row,
  );
}

/** A key that is free, so that what is tried meets the policy and not the key. */
async function freshKey(table: string): Promise<Record<string, unknown>> {
  const keys = await house.database.asOwner((tx) =>
    tx.rows<{ name: string; type: string }>(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = to_regclass($1) and i.indisprimary`,
      [`${testSchema}."${table}"`],
    ),
  );
  const [key] = keys;
  if (table === 'dossier') return { id: newId(), code: `X-221010-${Date.now() % 10_000}` };
  if (keys.length === 1 && key?.type === 'uuid') return { [key.name]: newId() };
  return table === 'journal' ? { version: 500 } : {};
}

/** Runs a statement over a whole table as the actor and takes it back; tells the foreign rows that it would have changed. */
async function changeAll(actor: Actor, table: string, statement: string): Promise<string[]> {
  const rights = await columns(table, actor, 'SELECT');
  const back = Symbol('take it back');
  let changed: string[] = [];
  try {
    await house.database.transact(actor, async (tx: Tx) => {
      const [first] = rights;
      // Without the right to read there is nothing to tell rows apart by: then not one may be touched.
      if (first === undefined) changed = (await tx.run(statement)) === 0 ? [] : ['rows unseen'];
      else
        changed = (
          await tx.rows<{ text: string }>(
            `${statement} returning concat_ws(' ', ${rights.map((column) => `"${column}"`).join(', ')}) as text`,
          )
        )
          .map((row) => row.text)
          .filter((text) => marks.some((mark) => text.includes(mark)));
      throw back;
    });
  } catch (error) {
    // Rows of one's own that may be changed in one way only: the policy refused the statement.
    if (error !== back && !/row-level security/.test(String(error))) throw error;
  }
  return changed;
}
