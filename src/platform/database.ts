import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Actor, Capacity } from './actor.ts';
import { DomainError, defineErrors } from './errors.ts';
import { isUuid } from './ids.ts';

export const databaseErrors = defineErrors('DBS', {
  unreachable: [
    '0001',
    'unavailable',
    'Hệ thống dữ liệu đang khởi động lại. Xin thử lại sau một phút; những gì bạn đã gõ vẫn còn.',
    'The database is restarting. Try again in a minute; what you typed is kept.',
  ],
  diskFull: [
    '0002',
    'unavailable',
    'Máy chủ hết chỗ lưu nên chưa nhận được. Xin báo người quản trị; chưa có gì bị mất.',
    'The server has no disk space left, so this was not stored. Tell the administrator; nothing was lost.',
  ],
  tooSlow: [
    '0003',
    'unavailable',
    'Máy chủ đang quá tải. Xin thử lại sau ít phút.',
    'The server is overloaded. Try again in a few minutes.',
  ],
});

/** Where PostgreSQL is; a host that starts with `/` is a socket folder. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string | undefined;
  readonly database: string;
  readonly ssl?: boolean | undefined;
}

/** One transaction of one actor. Statements are never named: a plan made for a commune must not serve the province (see data decisions). */
export interface Tx {
  readonly actor: Actor | 'owner';
  rows<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Exactly one row; anything else is a fault of ours. */
  row<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row>;
  maybe<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** For writes: the number of rows touched. */
  run(sql: string, params?: readonly unknown[]): Promise<number>;
}

export interface DatabaseOptions {
  readonly owner: Connection;
  /** The province's schema: `bac_lieu`. */
  readonly schema: string;
  /** Passwords of the capacity roles are derived from this. */
  readonly secret: string;
  readonly poolSize?: Partial<Record<Capacity | 'owner', number>>;
}

const capacities = ['public', 'citizen', 'staff', 'job'] as const satisfies readonly Capacity[];

/** Name of the database role of a capacity; it owns nothing. Roles live in the cluster, so they carry the schema's name. */
export function roleName(schema: string, capacity: Capacity): string {
  return `cuaso_${schema}_${capacity}`;
}

export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`role:${role}`).digest('base64url');
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text));
types.setTypeParser(pg.types.builtins.DATE, (text) => Temporal.PlainDate.from(text));
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not a safe integer`);
  return value;
});

/** Opens pools lazily: one per capacity, each logging in as that capacity's role, so that a forgotten check meets row-level security. */
export class Database {
  readonly #pools: ReadonlyMap<Capacity | 'owner', pg.Pool>;
  readonly schema: string;
  readonly owner: Connection;
  /** Connections that a capacity may have at once. */
  readonly poolSize: Readonly<Record<Capacity | 'owner', number>>;

  constructor(options: DatabaseOptions) {
    this.schema = options.schema;
    this.owner = options.owner;
    this.poolSize = { public: 6, citizen: 16, staff: 16, job: 12, owner: 3, ...options.poolSize };
    const pool = (user: string, password: string | undefined, max: number) => {
      const made = new pg.Pool({
        host: options.owner.host,
        port: options.owner.port,
        database: options.owner.database,
        user,
        ...(password === undefined ? {} : { password }),
        ...(options.owner.ssl === true ? { ssl: true } : {}),
        max,
        types,
        // Statements that do not wait for each other's answers go in one trip.
        pipeline: true,
        connectionTimeoutMillis: 10_000,
        idleTimeoutMillis: 60_000,
        options: `-c search_path=${options.schema} -c timezone=UTC -c statement_timeout=${user === options.owner.user ? 0 : 15_000} -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000`,
      });
      // An idle connection that the server closes (restart) must not end the process; the next use opens a new one.
      made.on('error', () => undefined);
      return made;
    };
    this.#pools = new Map<Capacity | 'owner', pg.Pool>([
      ['owner', pool(options.owner.user, options.owner.password, this.poolSize.owner)],
      ...capacities.map((capacity): [Capacity, pg.Pool] => {
        const role = roleName(options.schema, capacity);
        return [capacity, pool(role, rolePassword(options.secret, role), this.poolSize[capacity])];
      }),
    ]);
  }

  /** Runs the work in one transaction of the actor's role; deadlocks and serialization failures are tried again, so the work must be repeatable. */
  transact<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#attempt(actor, actor.capacity, `begin; ${settingsOf(actor)}`, 'awaited', work);
  }

  /**
   * As `transact`, read only, and all of it at one moment: what is read second fits what was read first. Begin and end take no trip of their
   * own; reads that are asked for together (`Promise.all`) share one.
   */
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#attempt(
      actor,
      actor.capacity,
      `begin isolation level repeatable read read only; ${settingsOf(actor)}`,
      'passing',
      work,
    );
  }

  /** As the schema's owner, past row-level security: set-up, publish, rebuild, tests. Never on behalf of a person. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#attempt('owner', 'owner', 'begin', 'awaited', work);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  async #attempt<T>(
    actor: Actor | 'owner',
    poolKey: Capacity | 'owner',
    begin: string,
    ends: Ends,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(actor, poolKey, begin, ends, work);
      } catch (error) {
        if (attempt < 4 && isRetryable(error)) continue;
        throw toDomainError(error);
      }
    }
  }

  async #once<T>(
    actor: Actor | 'owner',
    poolKey: Capacity | 'owner',
    begin: string,
    ends: Ends,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const pool = this.#pools.get(poolKey) as pg.Pool;
    const client = await pool.connect();
    // A connection that dies while it is ours rejects the statement under way and says so once more as an event, which nobody awaits:
    // unheard, it would end the process.
    client.on('error', ignore);
    let broken: Error | undefined;
    // Before a write it is awaited alone: a `begin` that failed would leave the insert behind it to commit by itself. A read that finds itself
    // outside of its transaction sees nothing.
    const begun = client.query(begin);
    try {
      if (ends === 'awaited') await begun;
      else begun.catch(ignore);
      const result = await work(new PgTx(actor, client));
      const ended = client.query('commit');
      if (ends === 'awaited') await ended;
      else ended.catch(ignore);
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }
}

const ignore = () => undefined;

/** Whether begin and end of a transaction are waited for: always around a write, whose end is the promise that it is stored. */
type Ends = 'awaited' | 'passing';

class PgTx implements Tx {
  readonly actor: Actor | 'owner';
  readonly #client: pg.PoolClient;

  constructor(actor: Actor | 'owner', client: pg.PoolClient) {
    this.actor = actor;
    this.#client = client;
  }

  async rows<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#client.query<Row>(sql, params.map(toParameter))).rows;
  }

  async row<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row> {
    const rows = await this.rows<Row>(sql, params);
    if (rows.length !== 1) throw new RangeError(`expected one row, got ${rows.length}`);
    return rows[0] as Row;
  }

  async maybe<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row | undefined> {
    const rows = await this.rows<Row>(sql, params);
    if (rows.length > 1) throw new RangeError(`expected at most one row, got ${rows.length}`);
    return rows[0];
  }

  async run(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.#client.query(sql, params.map(toParameter))).rowCount ?? 0;
  }
}

/** A value for a jsonb parameter; needed for lists and texts, which pg would send as arrays and plain text. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

function toParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  return value;
}

function settingsOf(actor: Actor): string {
  const settings: Record<string, string> = { person: '', agency: '', position: '' };
  if (actor.capacity === 'citizen' || actor.capacity === 'staff') settings['person'] = actor.personId;
  if (actor.capacity === 'staff') {
    settings['agency'] = actor.agencyId;
    settings['position'] = actor.positionId;
  }
  return Object.entries(settings)
    .map(([name, value]) => {
      if (value !== '' && !isUuid(value)) throw new TypeError(`cuaso.${name} is not an id`);
      return `set local cuaso.${name} = '${value}'`;
    })
    .join('; ');
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
]);

function toDomainError(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (lostConnection.has(code) || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)) {
    return databaseErrors.unreachable({ cause: error });
  }
  if (code === '53100') return databaseErrors.diskFull({ cause: error });
  if (code === '57014' || code === '55P03') return databaseErrors.tooSlow({ cause: error });
  return error;
}
