import type { StaffActor } from '../../../../platform/actor.ts';
import { publicActor } from '../../../../platform/actor.ts';
import type { ProcedureContent } from '../../../catalogue/index.ts';
import { type Agency, getAgency } from '../../../territory/index.ts';
import type { CounterDeps } from '../deps.ts';

export interface DeskProcedures {
  readonly ours: readonly ProcedureContent[];
  readonly others: readonly ProcedureContent[];
  readonly chosen: ProcedureContent | undefined;
}

/** Procedures that can be received, by words or all of them: those that the desk's own agency decides apart from those it passes on. */
export async function findForDesk(
  deps: CounterDeps,
  actor: StaffActor,
  query: string,
  slug: string,
): Promise<DeskProcedures> {
  const catalogue = await deps.catalogue();
  const agency = await deps.database.read(publicActor, (tx) => getAgency(tx, actor.agencyId));
  const all = catalogue.procedures.map(({ content }) => content).filter((content) => content.form !== undefined);
  const answer = query.trim() === '' ? undefined : catalogue.search.find(query);
  const found =
    answer === undefined || answer.vague
      ? all
      : answer.found.flatMap((each) => all.find((content) => content.slug === each) ?? []);
  return {
    ours: found.filter((content) => isDecidedBy(agency, content)),
    others: found.filter((content) => !isDecidedBy(agency, content)),
    chosen: all.find((content) => content.slug === slug),
  };
}

const committeeLevel: Partial<Record<Agency['kind'], ProcedureContent['competence']['level']>> = {
  'commune-committee': 'commune',
  'district-committee': 'district',
  'province-committee': 'province',
};

function isDecidedBy(agency: Agency, { competence }: ProcedureContent): boolean {
  if (competence.department !== undefined) return agency.key === competence.department;
  return committeeLevel[agency.kind] === competence.level;
}
