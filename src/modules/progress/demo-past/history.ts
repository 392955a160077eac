import type { Actor } from '../../../platform/actor.ts';
import { type Id, nameId } from '../../../platform/ids.ts';
import {
  addWorkingMinutes,
  addWorkingTime,
  type WorkingCalendar,
  workingMinutesBetween,
} from '../../catalogue/index.ts';
import type { DossierEvent, FactsOf, Party } from '../../dossiers/index.ts';
import type { Chance } from './chance.ts';
import type { Desk, Officer, PlannedFiling } from './plan.ts';

/** Reasons of the province's list, by what they are used for. */
export interface ReasonKeys {
  readonly supplement: readonly string[];
  readonly refuseIntake: readonly string[];
  readonly refuseResult: readonly string[];
}

export interface HistoryInput {
  readonly id: Id<'dossier'>;
  readonly filing: PlannedFiling;
  readonly desk: Desk;
  readonly calendar: WorkingCalendar;
  readonly reasons: ReasonKeys;
  /** What had not happened by then is left to the officers of the demonstration. */
  readonly until: Temporal.Instant;
}

export interface Act {
  readonly actor: Actor;
  readonly event: DossierEvent;
}

const job: Actor = { capacity: 'job', name: 'demo-past' };
/** Answer to a new dossier: eight working hours. */
const answerMinutes = 480;

/** What became of one filing, as the office would have journalled it, its code and the number of its document left open; undefined where the agency has nobody for a step. */
export function inventHistory(input: HistoryInput, chance: Chance): Act[] | undefined {
  const { filing, desk } = input;
  const officers = (['reception', 'specialist', 'leader', 'clerk'] as const).map((role) =>
    desk.position(role, filing.version.content.field),
  );
  if (officers.some((officer) => officer === undefined)) return undefined;
  const [reception, specialist, leader, clerk] = officers as [Officer, Officer, Officer, Officer];
  const script = new Script(input, chance);
  script.file(reception);
  const ending = chance.weighted([
    ['granted', 90],
    ['refused', 2.5],
    ['refused-intake', 3],
    ['withdrawn', 1.5],
    ['supplemented', 3],
  ] as const);
  script.pass(
    filing.channel === 'counter'
      ? chance.whole(4, 40)
      : chance.happens(0.94)
        ? chance.whole(20, 440)
        : chance.whole(490, 900),
  );
  if (ending === 'refused-intake') {
    script.act(reception, 'refuse-intake', { reason: chance.oneOf(input.reasons.refuseIntake) });
    return script.acts;
  }
  if (ending === 'supplemented') script.supplement(reception);
  script.accept(reception);
  script.passShare(0.04);
  script.act(reception, 'assign', {
    holder: specialist.positionId,
    agencyId: desk.agencyId,
    ...script.step('examine'),
  });
  script.passShare(0.5);
  if (ending === 'withdrawn') {
    script.act(undefined, 'withdraw', {});
    return script.acts;
  }
  const decision = ending === 'refused' ? 'refuse' : 'approve';
  const reason = ending === 'refused' ? { reason: chance.oneOf(input.reasons.refuseResult) } : {};
  script.act(specialist, 'propose', { decision, ...reason, holder: leader.positionId, ...script.step('decide') });
  script.passShare(0.3);
  const documentId = nameId('document', input.id);
  script.act(leader, decision, {
    ...reason,
    holder: clerk.positionId,
    ...script.step('issue'),
    documentId,
    verificationCode: `MAU-${documentId.slice(0, 8)}`,
  });
  script.passShare(0.16);
  script.act(clerk, 'issue', { number: '', documentId, holder: reception.positionId });
  script.pass(chance.whole(20, 1400));
  script.act(reception, 'hand-over', { by: filing.channel === 'online' && chance.happens(0.5) ? 'store' : 'desk' });
  if (chance.happens(0.06)) {
    script.pass(chance.whole(10, 400));
    script.act(undefined, 'rate', {
      stars: chance.weighted([
        [5, 55],
        [4, 30],
        [3, 10],
        [2, 3],
        [1, 2],
      ] as const),
    });
  }
  return script.acts;
}

/** Writes the acts down one after the other while working time passes. */
class Script {
  readonly acts: Act[] = [];
  readonly #input: HistoryInput;
  readonly #chance: Chance;
  #now: Temporal.Instant;
  #dueAt: Temporal.Instant | undefined;
  /** Working minutes that the whole work takes, from acceptance to the result. */
  #workMinutes = 0;
  #ended = false;

  constructor(input: HistoryInput, chance: Chance) {
    this.#input = input;
    this.#chance = chance;
    this.#now = input.filing.filedAt;
  }

  pass(workingMinutes: number): void {
    this.#now = addWorkingMinutes(this.#now, workingMinutes, this.#input.calendar);
  }

  passShare(share: number): void {
    this.pass(Math.max(1, Math.round(this.#workMinutes * share)));
  }

  act<A extends DossierEvent['action']>(officer: Officer | undefined, action: A, facts: FactsOf[A]): void {
    // Acts happen one after the other: an act that would lie in the demonstration's future ends the story.
    if (Temporal.Instant.compare(this.#now, this.#input.until) >= 0 || this.#ended) {
      this.#ended = true;
      return;
    }
    const event = { action, at: this.#now.toString(), by: officer?.positionId, facts } as unknown as DossierEvent;
    this.acts.push({ actor: officer === undefined ? job : this.#staff(officer), event });
  }
  file(reception: Officer): void {
    const { filing, desk } = this.#input;
    const { content } = filing.version;
    const on = this.#now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString();
    const parties: Party[] = [
      {
        number: 0,
        role: 'applicant',
        personId: undefined,
        organisationId: undefined,
        from: on,
        to: undefined,
        ground: 'self',
      },
    ];
    this.act(filing.channel === 'counter' ? reception : undefined, 'file', {
      code: '',
      procedureVersionId: filing.version.id,
      procedureCode: content.code,
      field: content.field,
      channel: filing.channel,
      helper: filing.helper,
      synthetic: true,
      unitId: filing.commune.id,
      agencies: {
        receiving: desk.agencyId,
        competent: desk.agencyId,
        returning: desk.agencyId,
        custodian: desk.agencyId,
      },
      parties,
      persons: [],
      papers: [],
      answerBy: addWorkingMinutes(this.#now, answerMinutes, this.#input.calendar).toString(),
      holder: reception.positionId,
      feeDong: content.fee.amountDong,
      wantsPaperOriginal: content.results.some((result) => result.paperOriginal),
    });
  }

  supplement(reception: Officer): void {
    const answerBy = addWorkingMinutes(this.#now, 10 * answerMinutes, this.#input.calendar).toString();
    const target = `paper:${this.#input.filing.version.content.papers[0]?.key ?? 'declaration'}`;
    this.act(reception, 'request-supplement', {
      points: [{ reason: this.#chance.oneOf(this.#input.reasons.supplement), target }],
      answerBy,
      list: 1,
      needsApproval: false,
      holder: reception.positionId,
    });
    this.pass(this.#chance.whole(300, 2400));
    this.act(undefined, 'supplement', {
      papers: [],
      answerBy: addWorkingMinutes(this.#now, answerMinutes, this.#input.calendar).toString(),
    });
    this.pass(this.#chance.whole(20, 300));
  }

  accept(reception: Officer): void {
    const { calendar, filing } = this.#input;
    this.#dueAt = addWorkingTime(this.#now, filing.version.content.timeLimit, calendar);
    const limit = Math.max(60, workingMinutesBetween(this.#now, this.#dueAt, calendar));
    this.#workMinutes =
      limit * (this.#chance.happens(0.93) ? this.#chance.between(0.25, 0.92) : this.#chance.between(1.1, 1.9));
    this.act(reception, 'accept', {
      dueAt: this.#dueAt.toString(),
      holder: reception.positionId,
      stepDueAt: this.#stepDue(0),
    });
  }

  /** Key and deadline of the procedure's step of this kind. */
  step(kind: 'examine' | 'decide' | 'issue'): { step: string; stepDueAt: string } {
    const { steps } = this.#input.filing.version.content;
    const index = Math.max(
      0,
      steps.findIndex((step) => step.kind === kind),
    );
    return { step: steps[index]?.key ?? kind, stepDueAt: this.#stepDue(index) };
  }

  #stepDue(index: number): string {
    const { filing, calendar } = this.#input;
    const { steps, timeLimit } = filing.version.content;
    const hours = timeLimit.unit === 'working-hour' ? timeLimit.value : timeLimit.value * 8;
    const due = addWorkingMinutes(
      this.#now,
      Math.max(60, Math.round((hours * 60 * (steps[index]?.sharePercent ?? 100)) / 100)),
      calendar,
    );
    const latest = this.#dueAt ?? due;
    return (Temporal.Instant.compare(due, latest) < 0 ? due : latest).toString();
  }

  #staff({ positionId, personId }: Officer): Actor {
    return { capacity: 'staff', personId, positionId, agencyId: this.#input.desk.agencyId, roles: [], fields: [] };
  }
}
