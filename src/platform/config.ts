import { isAbsolute, join } from 'node:path';
import type { Connection } from './database.ts';
import { defineErrors } from './errors.ts';

export const configErrors = defineErrors('CFG', {
  bad: [
    '0001',
    'invalid',
    'Cấu hình sai: {name} = "{value}". {wanted}',
    'Bad configuration: {name} = "{value}". {wanted}',
  ],
  secretNeeded: [
    '0002',
    'invalid',
    'Chế độ production cần {name}: một chuỗi bí mật ít nhất 32 ký tự.',
    'Production needs {name}: a secret of at least 32 characters.',
  ],
});

/** Everything that the environment decides, parsed once at start. */
export interface Config {
  /** `demo`: sandbox of the outside world, business clock with an offset, sample data. `production`: none of these. */
  readonly mode: 'demo' | 'production';
  readonly host: string;
  readonly port: number;
  /** Address that people reach us under, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly provinceDir: string;
  /** An outside PostgreSQL; otherwise the embedded one under dataDir. */
  readonly database: Connection | undefined;
  /** Secrets given from outside; in the demo they are made at the first start and kept under dataDir/keys. */
  readonly secret: string | undefined;
  readonly root: string;
}

/** Parses the environment; throws one clear error that names the variable. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>, root: string): Config {
  const mode = oneOf(env, 'CUASO_MODE', ['demo', 'production'] as const, 'demo');
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw bad('PORT', env['PORT'] ?? '', 'A whole number from 0 to 65535.');
  const host = env['HOST'] ?? '127.0.0.1';
  const secret = env['CUASO_SECRET'];
  if (mode === 'production' && (secret === undefined || secret.length < 32))
    throw configErrors.secretNeeded({ values: { name: 'CUASO_SECRET' } });
  return {
    mode,
    host,
    port,
    publicUrl: parseUrl(env['CUASO_URL'], mode) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    dataDir: absolute(root, env['CUASO_DATA'] ?? 'data'),
    provinceDir: absolute(root, env['CUASO_PROVINCE'] ?? 'provinces/bac-lieu'),
    database:
      env['DATABASE_URL'] === undefined || env['DATABASE_URL'] === ''
        ? undefined
        : parseDatabaseUrl(env['DATABASE_URL']),
    secret,
    root,
  };
}

function absolute(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function oneOf<const T extends readonly string[]>(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  values: T,
  fallback: T[number],
): T[number] {
  const value = env[name] ?? fallback;
  if (!values.includes(value)) throw bad(name, value, `One of: ${values.join(', ')}.`);
  return value;
}

function parseUrl(text: string | undefined, mode: string): string | undefined {
  if (text === undefined) {
    if (mode === 'production') throw bad('CUASO_URL', '', 'The https address that people use.');
    return undefined;
  }
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || (mode === 'production' && url.protocol !== 'https:'))
    throw bad('CUASO_URL', text, 'An address such as https://dichvucong.example.vn');
  return url.origin;
}

/** `postgres://user:password@host:port/database?sslmode=require`, or `?host=/socket/folder`. */
function parseDatabaseUrl(text: string): Connection {
  const url = URL.parse(text);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw bad('DATABASE_URL', '(hidden)', 'postgres://user:password@host:5432/database');
  return {
    host: url.searchParams.get('host') ?? (decodeURIComponent(url.hostname) || '127.0.0.1'),
    port: url.port === '' ? 5432 : Number(url.port),
    user: decodeURIComponent(url.username) || 'postgres',
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: url.searchParams.get('sslmode') === 'require' || url.searchParams.get('sslmode') === 'verify-full',
  };
}

function bad(name: string, value: string, wanted: string) {
  return configErrors.bad({ values: { name, value, wanted } });
}
