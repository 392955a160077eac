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
  outsideMissing: [
    '0003',
    'invalid',
    'Chế độ production không có hệ thống giả lập, cần địa chỉ thật: {names}.',
    'Production has no sandbox and needs the addresses of the real services: set {names}.',
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
  /** Secret of another province, for taking it in where its backup does not hold it. */
  readonly mergeSecret?: string | undefined;
  /** The real services of production; the demo brings its sandbox. */
  readonly outside?: OutsideSettings | undefined;
  readonly root: string;
}

export interface IssuerSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly acrValues: readonly string[];
}

export interface OutsideSettings {
  readonly vneid: IssuerSettings;
  readonly staff: IssuerSettings;
  readonly authorityUrl: string;
  readonly authorityToken: string | undefined;
  readonly timeStampUrl: string;
  readonly scanner: { readonly host: string; readonly port: number } | { readonly path: string };
  readonly mail:
    | {
        readonly host: string;
        readonly port: number;
        readonly secure: boolean;
        readonly user?: string;
        readonly password?: string;
        readonly from: string;
      }
    | undefined;
}

/** Parses the environment; throws one clear error that names the variable. */
export function parseConfig(given: Readonly<Record<string, string | undefined>>, root: string): Config {
  // Set to nothing is not set: `PORT= npm start` means the usual port, and an empty CUASO_DATA never the project's own folder.
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim() !== ''));
  const mode = oneOf(env, 'CUASO_MODE', ['demo', 'production'] as const, 'demo');
  const port = /^\d{1,5}$/.test(env['PORT'] ?? '3000') ? Number(env['PORT'] ?? 3000) : Number.NaN;
  if (!Number.isInteger(port) || port > 65_535) throw bad('PORT', env['PORT'] ?? '', 'A whole number from 0 to 65535.');
  const host = env['HOST'] ?? '127.0.0.1';
  const secret = env['CUASO_SECRET'];
  if (mode === 'production' && (secret === undefined || secret.length < 32))
    throw configErrors.secretNeeded({ values: { name: 'CUASO_SECRET' } });
  if (secret !== undefined && secret.length < 32) throw bad('CUASO_SECRET', '(hidden)', 'At least 32 characters.');
  return {
    mode,
    host,
    port,
    publicUrl: parseUrl(env['CUASO_URL'], mode) ?? localUrl(host, port),
    dataDir: absolute(root, env['CUASO_DATA'] ?? 'data'),
    provinceDir: absolute(root, env['CUASO_PROVINCE'] ?? 'provinces/bac-lieu'),
    database: env['DATABASE_URL'] === undefined ? undefined : parseDatabaseUrl(env['DATABASE_URL']),
    secret,
    mergeSecret: env['CUASO_MERGE_SECRET'],
    outside: mode === 'production' ? parseOutside(env) : undefined,
    root,
  };
}

/** The same, listening on the port that was found free (`PORT=0`). */
export function onPort(config: Config, port: number): Config {
  const ownUrl = config.publicUrl === localUrl(config.host, config.port);
  return { ...config, port, ...(ownUrl ? { publicUrl: localUrl(config.host, port) } : {}) };
}

function localUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const outsideNames = [
  'CUASO_VNEID_URL',
  'CUASO_VNEID_CLIENT',
  'CUASO_VNEID_SECRET',
  'CUASO_STAFF_URL',
  'CUASO_STAFF_CLIENT',
  'CUASO_STAFF_SECRET',
  'CUASO_CA_URL',
  'CUASO_TIMESTAMP_URL',
  'CUASO_SCANNER',
] as const;

function parseOutside(env: Readonly<Record<string, string | undefined>>): OutsideSettings {
  const missing = outsideNames.filter((name) => (env[name] ?? '') === '');
  if (missing.length > 0) throw configErrors.outsideMissing({ values: { names: missing.join(', ') } });
  const given = env as Record<(typeof outsideNames)[number], string> & typeof env;
  const address = (name: (typeof outsideNames)[number]) => {
    if (!/^https?:\/\//.test(given[name]) || !URL.canParse(given[name]))
      throw bad(name, given[name], 'An address such as https://service.example.vn');
    return given[name];
  };
  const acr = (text: string | undefined) => (text === undefined ? [] : text.split(/\s+/).filter(Boolean));
  return {
    vneid: {
      url: address('CUASO_VNEID_URL'),
      clientId: given.CUASO_VNEID_CLIENT,
      clientSecret: given.CUASO_VNEID_SECRET,
      acrValues: acr(env['CUASO_VNEID_ACR']),
    },
    staff: {
      url: address('CUASO_STAFF_URL'),
      clientId: given.CUASO_STAFF_CLIENT,
      clientSecret: given.CUASO_STAFF_SECRET,
      acrValues: acr(env['CUASO_STAFF_ACR']),
    },
    authorityUrl: address('CUASO_CA_URL'),
    authorityToken: env['CUASO_CA_TOKEN'],
    timeStampUrl: address('CUASO_TIMESTAMP_URL'),
    scanner: parseScanner(given.CUASO_SCANNER),
    mail: env['CUASO_MAIL'] === undefined ? undefined : parseMail(env['CUASO_MAIL']),
  };
}

/** clamd at `host:port`, or the path of its socket. */
function parseScanner(text: string): OutsideSettings['scanner'] {
  if (text.startsWith('/')) return { path: text };
  const [, host, port] = /^([^:/]+|\[[0-9a-f:]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined) throw bad('CUASO_SCANNER', text, 'host:3310, or the path of a socket.');
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
}

/** `smtps://user:password@mail.example.vn?from=hoso@example.vn` */
function parseMail(text: string): OutsideSettings['mail'] {
  const url = URL.parse(text);
  const from = url?.searchParams.get('from');
  if (url === null || !/^smtps?:$/.test(url.protocol) || from == null)
    throw bad('CUASO_MAIL', '(hidden)', 'smtps://user:password@mail.example.vn?from=hoso@example.vn');
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    from,
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
