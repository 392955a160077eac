import pg from 'pg';
import type { Actor } from '../src/platform/actor.ts';
import { type Connection, roleName, rolePassword } from '../src/platform/database.ts';
import { type Measured, saturate } from './load.ts';
import type { World } from './world.ts';

/** What one run of the bare statement is about: who acts, and its values. */
export interface Bare {
  readonly actor: Actor;
  readonly values: readonly unknown[];
}

export interface BareStatement {
  readonly name: string;
  readonly sql: string;
  readonly next: () => Bare;
}

export const connectionCounts = [8, 16, 32] as const;

/**
 * The bare-SQL limit: one prepared statement in a transaction of the same role, under row-level security and SET LOCAL, with nothing around it.
 * Measured in this process on the same machine, so that ours is compared with what the database can do here and now.
 */
export async function bareRate(
  world: World,
  statement: BareStatement,
  connections: number,
  seconds: number,
): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: connections }, () => open(world.owner, world, statement.next().actor)),
  );
  try {
    return await saturate(connections, seconds, async (index) => {
      const client = clients[index] as pg.Client;
      const { actor, values } = statement.next();
      await client.query(`begin; ${settings(actor)}`);
      const { rowCount } = await client.query({ name: statement.name, text: statement.sql, values: [...values] });
      await client.query('commit');
      return (rowCount ?? 0) > 0;
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The best of 8, 16 and 32 connections. */
export async function bestBareRate(
  world: World,
  statement: BareStatement,
  seconds: number,
): Promise<{ connections: number; measured: Measured }> {
  let best: { connections: number; measured: Measured } | undefined;
  for (const connections of connectionCounts) {
    const measured = await bareRate(world, statement, connections, seconds);
    if (measured.failed > 0) throw new Error(`${statement.name}: ${measured.failed} statements found nothing`);
    if (best === undefined || measured.perSecond > best.measured.perSecond) best = { connections, measured };
  }
  if (best === undefined) throw new Error('nothing was measured');
  return best;
}

async function open(owner: Connection, world: World, actor: Actor): Promise<pg.Client> {
  const user = roleName(world.schema, actor.capacity);
  const client = new pg.Client({
    host: owner.host,
    port: owner.port,
    database: owner.database,
    user,
    password: rolePassword(world.keys.secret, user),
    options: `-c search_path=${world.schema} -c timezone=UTC`,
  });
  await client.connect();
  return client;
}

function settings(actor: Actor): string {
  const person = 'personId' in actor ? actor.personId : '';
  const agency = actor.capacity === 'staff' ? actor.agencyId : '';
  const position = actor.capacity === 'staff' ? actor.positionId : '';
  return `set local cuaso.person = '${person}'; set local cuaso.agency = '${agency}'; set local cuaso.position = '${position}'`;
}
