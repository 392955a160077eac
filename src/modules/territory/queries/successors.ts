import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { Agency, AgencyKind } from '../model.ts';
import { listAgencies } from '../store.ts';
import { isValidOn } from '../unit-history.ts';

/** By what, and from which day on, one province went into another. */
export interface Merger {
  readonly on: Temporal.PlainDate;
  readonly document: string;
}

/** The merger of province `code` into `ownCode` as the published succession tells it; undefined when it tells of none. */
export function findMerger(tx: Tx, code: string, ownCode: string): Promise<Merger | undefined> {
  return tx.maybe<Merger>(
    `select s.effective_on as "on", coalesce(s.document, '') as document from unit_succession s
     join unit f on f.id = s.from_unit_id join unit t on t.id = s.to_unit_id
     where f.level = 'province' and f.province_code = $1 and t.level = 'province' and t.province_code = $2`,
    [code, ownCode],
  );
}

interface OldAgency {
  readonly id: Id<'agency'>;
  readonly key: string;
  readonly kind: AgencyKind;
  readonly unitId: Id<'unit'>;
  readonly heirKey: string | null;
}

const committeeAt = { province: 'province-committee', commune: 'commune-committee' } as const;

/**
 * Which agency takes over from one of a province that was merged in: committees and their one-stop offices follow their unit; what a district
 * had goes to the commune that the dossier lies in, or to the province; a department to the one that the succession names, else to
 * the one of the same key.
 */
export class Successors {
  readonly #old: ReadonlyMap<Id<'agency'>, OldAgency>;
  readonly #heirUnit: ReadonlyMap<Id<'unit'>, Id<'unit'>>;
  readonly #byKey: ReadonlyMap<string, Agency>;
  readonly #byUnit: ReadonlyMap<string, Agency>;

  private constructor(
    old: readonly OldAgency[],
    heirs: readonly { from: Id<'unit'>; to: Id<'unit'> }[],
    own: Agency[],
  ) {
    this.#old = new Map(old.map((agency) => [agency.id, agency]));
    this.#heirUnit = new Map(heirs.map(({ from, to }) => [from, to]));
    this.#byKey = new Map(own.map((agency) => [agency.key, agency]));
    this.#byUnit = new Map(own.map((agency) => [`${agency.unitId} ${agency.kind}`, agency]));
  }

  static async load(tx: Tx, code: string, ownCode: string, on: Temporal.PlainDate): Promise<Successors> {
    const old = await tx.rows<OldAgency>(
      `select a.id, a.key, a.kind, a.unit_id as "unitId", s.to_key as "heirKey" from agency a
       left join agency_succession s on s.from_agency_id = a.id and s.to_province = $2
       where a.province_code = $1`,
      [code, ownCode],
    );
    // A unit that was divided is followed to the heir marked `full`, or the first.
    const heirs = await tx.rows<{ from: Id<'unit'>; to: Id<'unit'> }>(
      `select distinct on (from_unit_id) from_unit_id as "from", to_unit_id as "to" from unit_succession
       where effective_on <= $1 order by from_unit_id, (coverage = 'full') desc, to_unit_id`,
      [on],
    );
    const own = await tx.rows<{ id: Id<'agency'> }>('select id from agency where province_code = $1', [ownCode]);
    const ids = new Set(own.map(({ id }) => id));
    const valid = (await listAgencies(tx, on)).filter((agency) => ids.has(agency.id) && isValidOn(agency, on));
    return new Successors(old, heirs, valid);
  }

  /** undefined: the agency is none of the province that was merged in, and goes on. Throws nothing: `missing` names those without an heir. */
  of(agencyId: Id<'agency'>, unitId: Id<'unit'>): Id<'agency'> | undefined {
    const old = this.#old.get(agencyId);
    return old && this.#heirOf(old, unitId)?.id;
  }

  /** Whether an agency that ended has nobody to take over for a dossier of this unit; its key then. */
  missing(agencyId: Id<'agency'>, unitId: Id<'unit'>): string | undefined {
    const old = this.#old.get(agencyId);
    return old !== undefined && this.#heirOf(old, unitId) === undefined ? old.key : undefined;
  }

  #heirOf(old: OldAgency, unitId: Id<'unit'>): Agency | undefined {
    if (old.kind === 'department' || old.kind === 'ministry') return this.#byKey.get(old.heirKey ?? old.key);
    const own = this.#heirUnit.get(old.unitId);
    // A district has no heir; the dossier lies in a commune that has.
    const unit = own ?? this.#heirUnit.get(unitId);
    if (unit === undefined) return undefined;
    if (old.kind === 'one-stop') return this.#byUnit.get(`${unit} one-stop`);
    return this.#byUnit.get(`${unit} ${committeeAt.commune}`) ?? this.#byUnit.get(`${unit} ${committeeAt.province}`);
  }
}
