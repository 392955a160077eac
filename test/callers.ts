import { officersOf } from '../src/modules/identity/index.ts';
import { openSession } from '../src/modules/identity/sessions.ts';
import { findAgencyByKey } from '../src/modules/territory/index.ts';
import type { CitizenActor, StaffActor, StaffRole } from '../src/platform/actor.ts';
import type { House } from './house.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  readonly bytes: Buffer;
  json<T = Record<string, unknown>>(): T;
}

export interface Sent {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the token that proves the person meant it. */
  readonly unproved?: true;
}

/** Somebody who asks the house, by HTTP, with their session and token; or a visitor. */
export interface Caller {
  readonly name: string;
  readonly actor: CitizenActor | StaffActor | undefined;
  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS',
    path: string,
    sent?: Sent,
  ): Promise<Reply>;
}

/** Whoever has a role in an agency on a day. */
export function officerIn(
  house: House,
  agencyKey: string,
  role: StaffRole,
  on: Temporal.PlainDate,
): Promise<StaffActor> {
  return house.database.read({ capacity: 'job', name: 'test' }, async (tx) => {
    const agency = await findAgencyByKey(tx, agencyKey, on);
    if (agency === undefined) throw new Error(`no agency ${agencyKey}`);
    const [position] = await officersOf(tx, agency.id, role, undefined, on);
    if (position === undefined) throw new Error(`${agencyKey} has no ${role}`);
    const { personId, id, agencyId, roles, fields } = position;
    return { capacity: 'staff', personId, positionId: id, agencyId, roles, fields };
  });
}

let addresses = 0;
/** One address asks 1,200 times a minute at most, so a caller of many requests comes from many. */
function nextAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** A session made in the store itself: the dance with the issuers has tests of its own. */
export async function callerFor(
  house: House,
  name: string,
  actor: CitizenActor | StaffActor | undefined,
): Promise<Caller> {
  if (actor === undefined) return makeCaller(house, name, actor, undefined, undefined);
  const real = house.clock.real();
  const { token } = await house.database.transact({ capacity: 'job', name: 'sign-in' }, (tx) =>
    openSession(
      tx,
      {
        personId: actor.personId,
        capacity: actor.capacity,
        positionId: actor.capacity === 'staff' ? actor.positionId : undefined,
        assuranceLevel: actor.capacity === 'citizen' ? actor.assuranceLevel : 2,
        acr: 'test',
        amr: ['test'],
        device: 'test',
        authenticatedAt: real,
      },
      real,
    ),
  );
  const session = await makeCaller(house, name, actor, token, undefined).send('GET', '/api/v1/session');
  if (session.status !== 200) throw new Error(`${name} could not sign in: ${session.text}`);
  return makeCaller(house, name, actor, token, session.json<{ csrfToken: string }>().csrfToken);
}

function makeCaller(
  house: House,
  name: string,
  actor: Caller['actor'],
  token: string | undefined,
  csrf: string | undefined,
): Caller {
  return {
    name,
    actor,
    send: async (method, path, sent = {}) => {
      const form = sent.form && {
        ...sent.form,
        ...(csrf === undefined || sent.unproved === true ? {} : { _csrf: csrf }),
      };
      const payload =
        sent.body ??
        (form === undefined
          ? sent.json === undefined
            ? undefined
            : JSON.stringify(sent.json)
          : new URLSearchParams(form).toString());
      const answer = await house.app.inject({
        method,
        url: path,
        remoteAddress: nextAddress(),
        headers: {
          ...(form === undefined
            ? sent.json === undefined
              ? {}
              : { 'content-type': 'application/json' }
            : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(token === undefined ? {} : { cookie: `phien=${token}` }),
          ...(csrf === undefined || sent.unproved === true ? {} : { 'x-csrf-token': csrf }),
          ...sent.headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.body,
        bytes: answer.rawPayload,
        json: () => JSON.parse(answer.body),
      };
    },
  };
}
