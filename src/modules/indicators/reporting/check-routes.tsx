import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { requireStaff } from '../../identity/index.ts';
import { getUnit, listUnits } from '../../territory/index.ts';
import { readDefinitions } from '../definitions/store.ts';
import { indicatorErrors } from '../errors.ts';
import type { ReportingDeps } from './operations/declare-figures.ts';
import { judgeFigures } from './operations/judge-figures.ts';
import { CheckPage, type CheckPageProps, type RefusedJudgement, type UnitToCheck } from './pages/check-page.tsx';
import { declaringRoles, nextState } from './policy.ts';
import { listWaiting } from './store.ts';
import { faultWords, reportTexts } from './texts.ts';
import { readReportsWaiting } from './waiting.ts';

type Body = Readonly<Record<string, string | readonly string[] | undefined>> | undefined | null;
const address = '/mot-cua/so-lieu/cho-kiem-tra';

/** What waits for an agency to be checked or approved, and its answer. */
export function checkRoutes(deps: ReportingDeps): FastifyPluginAsync {
  return async (app) => {
    const schema = { hide: true } as object;
    app.get<{ Querystring: { luu?: unknown } }>(address, { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const saved = /^\d{1,4}$/.test(String(request.query.luu ?? '')) ? Number(request.query.luu) : undefined;
      return show(deps, request, reply, actor, { saved });
    });

    app.post<{ Body: Body }>(address, { schema }, async (request, reply) => {
      const actor = requireStaff(request, 'leader');
      const sent = readSent(request.body);
      if (sent.fault !== undefined)
        return show(deps, request, reply.code(422), actor, { refused: sent.refused(sent.fault) });
      try {
        const count = await judgeFigures(deps, actor, sent.judgement);
        return reply.redirect(`${address}?luu=${count}`, 303);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== indicatorErrors.changedMeanwhile().code) throw error;
        return show(deps, request, reply.code(409), actor, {
          problem: reportTexts(request.language).fasterOther,
          refused: sent.refused(undefined),
        });
      }
    });
  };
}

function readSent(body: Body) {
  const all = (name: string) => [body?.[name] ?? []].flat();
  const unitId = all('unit')[0];
  if (!isUuid(unitId)) throw indicatorErrors.changedMeanwhile();
  const chosen = all('report').filter((each) => /^[0-9a-f-]{36}:\d{1,6}$/.test(each));
  const note = (all('note')[0] ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .normalize('NFC')
    .trim()
    .slice(0, 500);
  const act = all('act')[0] === 'send-back' ? ('send-back' as const) : ('agree' as const);
  const fault: RefusedJudgement['fault'] =
    chosen.length === 0
      ? { field: 'chosen', words: faultWords.chooseOne }
      : act === 'send-back' && note === ''
        ? { field: 'note', words: faultWords.sayWhySentBack }
        : undefined;
  const reports = chosen.map((each) => {
    const [streamId = '', version] = each.split(':');
    return { streamId, version: Number(version) };
  });
  return {
    fault,
    refused: (why: RefusedJudgement['fault']): RefusedJudgement => ({ unitId, chosen, note, fault: why }),
    judgement: { unitId: unitId as Id<'unit'>, reports, act, note: note === '' ? undefined : note },
  };
}

async function show(
  { database, clock }: ReportingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: StaffActor,
  given: Pick<CheckPageProps, 'saved' | 'problem' | 'refused'>,
): Promise<FastifyReply> {
  const today = dateOf(clock.business());
  const [units, { figures }, waiting] = await database.read(
    actor,
    async (tx) =>
      [
        await listToCheck(tx, actor, today),
        await readDefinitions(tx, { validOn: today, knownBy: today }),
        await readReportsWaiting(tx, actor, today),
      ] as const,
  );
  return reply.html(
    <CheckPage
      language={request.language}
      csrf={request.csrfToken}
      units={units}
      waiting={waiting}
      names={new Map(figures.map(({ key, name }) => [key, name]))}
      {...given}
    />,
  );
}

/** By unit, what waits for the actor's agency; those who are no leaders see it without buttons. */
async function listToCheck(tx: Tx, actor: StaffActor, today: Temporal.PlainDate): Promise<UnitToCheck[]> {
  const waiting = await listWaiting(tx, actor.agencyId);
  const units = new Map((await listUnits(tx, today)).map((unit) => [unit.id, unit]));
  // A unit that ended meanwhile stands under its own name.
  const unitOf = async (unitId: Id<'unit'>) => units.get(unitId) ?? (await getUnit(tx, unitId));
  const found: UnitToCheck[] = [];
  for (const [unitId, reports] of Map.groupBy(waiting, (report) => report.unitId)) {
    const [{ committees, state }] = reports as [(typeof reports)[number]];
    found.push({ unit: await unitOf(unitId), reports, next: nextState(actor, committees, state) });
  }
  return found;
}
