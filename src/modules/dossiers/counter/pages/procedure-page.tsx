import { Button, Card, CsrfField, ErrorSummary, inLanguage, SearchBox, useLanguage } from '../../../../web/index.ts';
import type { FiledFor, ProcedureContent } from '../../../catalogue/index.ts';
import { deskChannels, helpers } from '../intake.ts';
import type { OpenIntake } from '../operations/open-intake.ts';
import { counterTexts } from '../texts.ts';
import { CounterFrame, intakeHref } from './counter-frame.tsx';

export interface ProcedurePageProps {
  readonly open: OpenIntake;
  readonly query: string;
  /** Found, those that this agency decides first. */
  readonly ours: readonly ProcedureContent[];
  readonly others: readonly ProcedureContent[];
  /** The one whose questions of the desk are open. */
  readonly chosen: ProcedureContent | undefined;
  readonly fault?: string | undefined;
}

/** Which procedure, for whom, how it came and who helped: each a fact of its own. */
export function ProcedurePage(props: ProcedurePageProps) {
  const { open, chosen } = props;
  const t = counterTexts(useLanguage());
  return (
    <CounterFrame open={open} page="thu-tuc">
      {props.fault === undefined ? null : <ErrorSummary faults={[{ text: props.fault }]} />}
      {chosen === undefined ? null : <MatterCard open={open} chosen={chosen} />}
      <Card title={t.chooseProcedure}>
        <SearchBox
          action={intakeHref(open.intake.id, 'thu-tuc')}
          value={props.query}
          label={t.searchProcedure}
          visibleLabel
          placeholder={t.searchHint}
          hotkey
        />
        {props.ours.length + props.others.length === 0 ? <p>{t.noProcedure}</p> : null}
        <Found {...props} title={t.ours} procedures={props.ours} />
        <Found {...props} title={t.others} procedures={props.others} />
      </Card>
    </CounterFrame>
  );
}

function Found(props: ProcedurePageProps & { title: string; procedures: readonly ProcedureContent[] }) {
  const language = useLanguage();
  const t = counterTexts(language);
  if (props.procedures.length === 0) return null;
  const href = (slug: string) => {
    const params = new URLSearchParams({ ...(props.query === '' ? {} : { q: props.query }), chon: slug });
    return `${intakeHref(props.open.intake.id, 'thu-tuc')}?${params}`;
  };
  return (
    <section>
      <h3>{props.title}</h3>
      <ul class="counter__found">
        {props.procedures.map((content) => (
          <li key={content.slug}>
            <a href={href(content.slug)}>
              <span class="ds-sr-only">{t.choose}: </span>
              {inLanguage(content.shortName, language)}
            </a>{' '}
            <span class="muted small num">{content.code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MatterCard({ open, chosen }: { open: OpenIntake; chosen: ProcedureContent }) {
  const language = useLanguage();
  const t = counterTexts(language);
  const before = open.intake.content.matter;
  const forWhom: Readonly<Record<FiledFor, string>> = {
    self: t.self,
    child: t.child,
    ward: t.ward,
    authority: t.authority,
    organisation: t.organisation,
  };
  const helped = { desk: t.desk, nobody: t.nobody, team: t.team, 'post-office': t.postOffice };
  return (
    <Card title={inLanguage(chosen.name, language)} tinted>
      <form method="post" action={intakeHref(open.intake.id, 'thu-tuc')}>
        <CsrfField />
        <input type="hidden" name="thu-tuc" value={chosen.slug} />
        <div class="deskform">
          <Choices
            legend={t.forWhom}
            name="cho"
            options={chosen.filedFor.map((key) => [key, forWhom[key]])}
            value={before?.filedFor ?? chosen.filedFor[0] ?? 'self'}
          />
          <Choices
            legend={t.channel}
            name="kenh"
            options={deskChannels.map((key) => [key, t[key]])}
            value={before?.channel ?? 'counter'}
          />
          <Choices
            legend={t.helper}
            name="giup"
            options={helpers.map((key) => [key, helped[key]])}
            value={before?.helper ?? 'desk'}
          />
        </div>
        <Button>{t.toForm}</Button>
      </form>
    </Card>
  );
}

function Choices(props: {
  legend: string;
  name: string;
  options: readonly (readonly [string, string])[];
  value: string;
}) {
  return (
    <fieldset class="q">
      <legend class="q__label">{props.legend}</legend>
      <div class="ticks">
        {props.options.map(([key, label]) => (
          <label key={key} class="tick">
            <input type="radio" name={props.name} value={key} checked={key === props.value} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
