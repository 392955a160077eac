import { findProcedureInForce } from '../src/modules/catalogue/index.ts';
import { officersOf, type Position, personIdOf } from '../src/modules/identity/index.ts';
import { openSession } from '../src/modules/identity/sessions.ts';
import {
  findAgencyByKey,
  findCompetentAgency,
  getAgency,
  listCommunes,
  type Unit,
} from '../src/modules/territory/index.ts';
import { type CitizenActor, publicActor, type StaffActor, type StaffRole } from '../src/platform/actor.ts';
import type { Id } from '../src/platform/ids.ts';
import { sampleAnswers } from '../test/sample-answers.ts';
import type { World } from './world.ts';

/** Birth registration: decided by the commune, complete without an uploaded paper when the hospital told of the birth by itself. */
const procedureCode = '1.001193';
export const on = Temporal.PlainDate.from('2022-10-10');
const provinceCode = '95';

export const roles = ['reception', 'specialist', 'leader', 'clerk'] as const satisfies readonly StaffRole[];
type Role = (typeof roles)[number];

export interface Commune {
  readonly unit: Unit;
  readonly agencyId: Id<'agency'>;
  readonly identifier: string;
  readonly officers: Readonly<Record<Role, Position>>;
}

export interface SignedIn<Actor> {
  readonly actor: Actor;
  readonly cookie: string;
}

/** Who acts in the bench: the 64 communes with their officers, and citizens who file. */
export class People {
  readonly communes: readonly Commune[];
  readonly #world: World;
  readonly #staff = new Map<string, Promise<SignedIn<StaffActor>>>();
  readonly #citizens = new Map<string, Promise<SignedIn<CitizenActor>>>();
  readonly #bodyOf: (commune: Commune) => string;

  private constructor(world: World, communes: readonly Commune[], bodyOf: (commune: Commune) => string) {
    this.#world = world;
    this.communes = communes;
    this.#bodyOf = bodyOf;
  }

  static async find(world: World): Promise<People> {
    const { database } = world;
    const version = await database.read(publicActor, (tx) => findProcedureInForce(tx, procedureCode, on));
    if (version?.content.form === undefined) throw new Error(`${procedureCode} cannot be filed`);
    const { content } = version;
    const form = version.content.form;
    const communes = await database.read({ capacity: 'job', name: 'bench' }, async (tx) => {
      const found: Commune[] = [];
      for (const unit of await listCommunes(tx, on)) {
        const competent = await findCompetentAgency(tx, content.competence, unit.id, on);
        if (competent === undefined) throw new Error(`nobody is competent in ${unit.code}`);
        const agency = await getAgency(tx, competent.id);
        const officers: Partial<Record<Role, Position>> = {};
        for (const role of roles) {
          const [held] = await officersOf(tx, agency.id, role, content.field, on);
          if (held === undefined) throw new Error(`${unit.code} has nobody for ${role}`);
          officers[role] = held;
        }
        found.push({
          unit,
          agencyId: agency.id,
          identifier: agency.identifier,
          officers: officers as Record<Role, Position>,
        });
      }
      return found;
    });
    return new People(world, communes, (commune) =>
      JSON.stringify({
        procedure: procedureCode,
        filedFor: 'child',
        answers: sampleAnswers(form, commune.unit.id, { role: 'child' }, { 'birth.notification': 'electronic' }),
      }),
    );
  }

  /** What a citizen sends to file in the commune. */
  submission(commune: Commune): string {
    return this.#bodyOf(commune);
  }

  staff(commune: Commune, role: Role): Promise<SignedIn<StaffActor>> {
    const held = commune.officers[role];
    const key = held.id;
    const found = this.#staff.get(key) ?? this.#signInStaff(held);
    this.#staff.set(key, found);
    return found;
  }

  /** A leader of the province, who reads the figures of all its units. */
  async provincial(): Promise<SignedIn<StaffActor>> {
    const held = await this.#world.database.read({ capacity: 'job', name: 'bench' }, async (tx) => {
      const agency = await findAgencyByKey(tx, 'ubnd-tinh', on);
      return agency && (await officersOf(tx, agency.id, 'leader', undefined, on))[0];
    });
    if (held === undefined) throw new Error('the province has no leader');
    return this.#signInStaff(held);
  }

  citizen(key: string): Promise<SignedIn<CitizenActor>> {
    const found = this.#citizens.get(key) ?? this.#signInCitizen(key);
    this.#citizens.set(key, found);
    return found;
  }

  async #signInStaff(held: Position): Promise<SignedIn<StaffActor>> {
    const actor: StaffActor = {
      capacity: 'staff',
      personId: held.personId,
      positionId: held.id,
      agencyId: held.agencyId,
      roles: held.roles,
      fields: held.fields,
    };
    return { actor, cookie: await this.#session(actor) };
  }

  async #signInCitizen(key: string): Promise<SignedIn<CitizenActor>> {
    const actor: CitizenActor = { capacity: 'citizen', personId: personIdOf(provinceCode, key), assuranceLevel: 2 };
    return { actor, cookie: await this.#session(actor) };
  }

  /** Made in the store: the way over the issuers is not what is measured. */
  async #session(actor: CitizenActor | StaffActor): Promise<string> {
    const real = Temporal.Now.instant();
    const { token } = await this.#world.database.transact({ capacity: 'job', name: 'sign-in' }, (tx) =>
      openSession(
        tx,
        {
          personId: actor.personId,
          capacity: actor.capacity,
          positionId: actor.capacity === 'staff' ? actor.positionId : undefined,
          assuranceLevel: 2,
          acr: 'bench',
          amr: ['bench'],
          device: 'bench',
          authenticatedAt: real,
        },
        real,
      ),
    );
    return `__Host-phien=${token}`;
  }

  /** Sessions run out; each size of the bench begins with new ones. */
  forgetSessions(): void {
    this.#staff.clear();
    this.#citizens.clear();
  }
}

/** Citizens of the province's file with an account of level 2. */
export const filers = [
  'nguyen-thi-buoi',
  'tran-van-khoi',
  'thach-thi-sa-ray',
  'lam-quoc-huy',
  'vo-thi-thanh-thuy',
  'to-my-lien',
  'huynh-minh-tri',
] as const;
