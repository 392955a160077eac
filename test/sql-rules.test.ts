import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// What a PostgreSQL spread over several machines does not do, or does otherwise (docs/decisions/0015-sql-that-can-be-spread.md). Read from the
// text, since one machine would run all of it.

const root = fileURLToPath(new URL('..', import.meta.url));
interface Rule {
  readonly what: string;
  readonly found: RegExp;
}

const everywhere: readonly Rule[] = [
  { what: 'set_config() is not forwarded', found: /\bset_config\s*\(/i },
  { what: 'system columns', found: /\b(?:xmax|xmin|ctid|cmin|cmax|tableoid)\b/i },
  {
    what: 'RETURNING of what is not the same everywhere',
    found: /\breturning\b[^;`]*\b(?:now|random|clock_timestamp|pg_current_\w+|txid_\w+|nextval)\s*\(/i,
  },
  {
    what: 'DO UPDATE SET with what is not the same everywhere',
    found: /\bdo\s+update\s+set\b[^;`]*\b(?:now|random|clock_timestamp|pg_current_\w+|txid_\w+|nextval)\s*\(/i,
  },
  {
    what: 'a function of PostgreSQL 16 or newer',
    found: /\b(?:uuidv7|uuidv4|uuid_extract_\w+|any_value|array_shuffle)\s*\(/i,
  },
];
const inMigrations: readonly Rule[] = [
  ...everywhere,
  { what: 'triggers', found: /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i },
  { what: 'inheritance or partitions', found: /\binherits\s*\(|\bpartition\s+(?:of|by)\b(?!\s+stream_id)/i },
  { what: 'FORCE ROW LEVEL SECURITY', found: /\bforce\s+row\s+level\s+security\b/i },
  {
    what: 'sequences: keys are made by the program',
    found: /\bas\s+identity\b|\b(?:small|big)?serial\b|\bnextval\s*\(|\bcreate\s+sequence\b/i,
  },
  {
    what: 'defaults that order or name rows',
    found: /\bdefault\s+(?:now|clock_timestamp|gen_random_uuid|current_\w+|pg_current_\w+)/i,
  },
  { what: 'a sub-select in a policy', found: /\b(?:create|alter)\s+policy\b[^;]*\(\s*select\b/i },
  { what: 'OR in a policy', found: /\b(?:create|alter)\s+policy\b[^;]*\bor\b/i },
  {
    what: 'a table of another schema',
    found: /\b(?:from|join|into|update|references)\s+(?!pg_temp\b)[a-z_]+\.[a-z_]+/i,
  },
];

/** Line comments and texts of COMMENT ON say what is not done as well. */
function withoutComments(sql: string): string {
  return sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\bcomment\s+on\b[\s\S]*?\bis\s+'(?:[^']|'')*'\s*;/gi, '');
}

function files(pattern: string): { name: string; text: string }[] {
  return globSync(pattern, { cwd: root })
    .filter((name) => !/\.test\.tsx?$|\/testing|test-province|\/sandbox\//.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
}

function breaches(text: string, rules: readonly Rule[]): string[] {
  return rules.filter((rule) => rule.found.test(text)).map((rule) => rule.what);
}

const migrations = files('src/**/migrations/*.sql').map(({ name, text }) => ({ name, text: withoutComments(text) }));
const statements = files('src/**/*.{ts,tsx}').map(({ name, text }) => ({
  name,
  // Comments of the program, not of SQL.
  text: text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, ''),
}));

it('migrations keep to what can be spread over machines', () => {
  expect(migrations.length).toBeGreaterThan(25);
  const found = migrations.flatMap(({ name, text }) => breaches(text, inMigrations).map((what) => `${name}: ${what}`));
  expect(found).toEqual([]);
});

it('statements keep to what can be spread over machines', () => {
  expect(statements.filter(({ text }) => /\binsert into\b/.test(text)).length).toBeGreaterThan(20);
  const found = statements.flatMap(({ name, text }) => breaches(text, everywhere).map((what) => `${name}: ${what}`));
  expect(found).toEqual([]);
});

it('functions that ask the database themselves are called on their own, not joined with tables', () => {
  const definers = migrations.flatMap(({ text }) =>
    [...text.matchAll(/\bcreate\s+(?:or\s+replace\s+)?function\s+(\w+)/gi)].map((match) => match[1] as string),
  );
  expect(definers).toContain('reader_names');
  const joined = new RegExp(`\\b(?:join|lateral)\\s+(?:${definers.join('|')})\\s*\\(`, 'i');
  expect(statements.filter(({ text }) => joined.test(text)).map(({ name }) => name)).toEqual([]);
});

it('session settings are made where a connection is opened, or for one transaction', () => {
  const session = /['"`](?:begin;\s*)?set\s+(?!local\b)(?:session\s+)?[a-z_.]+\s*(?:=|to)\s/i;
  const found = statements.filter(({ text }) => session.test(text)).map(({ name }) => name);
  // Migrations and backups work on a connection of their own.
  expect(found.filter((name) => !/^src\/platform\/(?:migrate|backup\/)/.test(name))).toEqual([]);
});

it('sees each of these things', () => {
  const samples: readonly (readonly [string, string])[] = [
    ['set_config() is not forwarded', `select set_config('a', 'b', true)`],
    ['system columns', 'returning (xmax = 0) as added'],
    ['RETURNING of what is not the same everywhere', 'insert into a values (1) returning now()'],
    ['DO UPDATE SET with what is not the same everywhere', 'on conflict (id) do update set at = clock_timestamp()'],
    ['a function of PostgreSQL 16 or newer', 'select uuidv7()'],
    ['triggers', 'create constraint trigger t after insert on a'],
    ['inheritance or partitions', 'create table b () inherits (a)'],
    ['FORCE ROW LEVEL SECURITY', 'alter table a force row level security'],
    ['sequences: keys are made by the program', 'id bigint generated always as identity'],
    ['defaults that order or name rows', 'at timestamptz default now()'],
    ['a sub-select in a policy', 'create policy p on a using (exists (select from b))'],
    ['OR in a policy', 'alter policy p on a using (x = 1 or y = 2)'],
    ['a table of another schema', 'select 1 from other.table_of'],
  ];
  expect(samples.map(([what]) => what)).toEqual(inMigrations.map((rule) => rule.what));
  for (const [what, sql] of samples) expect(breaches(sql, inMigrations), sql).toContain(what);
});
