import { fill, formatDong, say } from '../../../platform/text.ts';
import { described, type QuestionLook, ShortChoice, ShortQuestion } from '../../../web/form/index.ts';
import { apologyWords, dossierTexts } from '../texts.ts';
import { actTexts, wordsHint } from './act-texts.ts';
import type { ActFormProps } from './page-props.ts';
import { supplementTargets } from './supplement-points.ts';

/** Where the summary of faults leads: act and path of the fault, `/points/3/note` -> `yeu-cau-bo-sung-points-3-note`. */
export function actFieldId(slug: string, path: string): string {
  return `${slug}-${path.replace(/^\//, '').replaceAll('/', '-')}`;
}

export function faultOf({ faults, language }: ActFormProps, path: string): string | undefined {
  return faults?.find((fault) => fault.path === path)?.words[language];
}

type FieldProps = ActFormProps & { readonly name: string };

/** One field of an act, by its name in the table of acts. */
export function ActField(props: FieldProps) {
  const { name, act, language, typed } = props;
  const t = dossierTexts(language);
  const look = lookOf(props);
  const optional = look.optional !== undefined;
  const value = typed?.[name] ?? suggested(props);
  const common = { id: look.id, name, required: !optional, ...described(look) };
  switch (name) {
    case 'points':
      return <SupplementFields {...props} />;
    case 'reason':
      return (
        <ShortQuestion {...look}>
          <select class="ds-input q__list" {...common}>
            <option value="">{t.chooseReason}</option>
            {props.reasons
              .filter((reason) => reason.use === act.reasons)
              .map((reason) => (
                <option key={reason.key} value={reason.key} selected={reason.key === value}>
                  {say(reason.words, language)}
                </option>
              ))}
          </select>
        </ShortQuestion>
      );
    case 'words':
      return (
        <ShortQuestion {...look}>
          <textarea class="ds-input q__long" {...common} rows={3} maxLength={4000}>
            {value}
          </textarea>
        </ShortQuestion>
      );
    case 'to':
      return (
        <ShortQuestion {...look} optional={undefined}>
          <select class="ds-input q__list" {...common}>
            <option value="">{optional ? t.auto : actTexts(language).chooseColleague}</option>
            {props.colleagues
              .filter((one) => act.action !== 'assign' || one.specialist)
              .map((one) => (
                <option key={one.id} value={one.id} selected={one.id === value}>
                  {one.label}
                </option>
              ))}
          </select>
        </ShortQuestion>
      );
    case 'decision':
      return (
        <ShortChoice
          {...look}
          name={name}
          values={[value || 'approve']}
          options={[
            ['approve', t.grant],
            ['refuse', t.deny],
          ]}
        />
      );
    case 'by':
      return (
        <ShortChoice
          {...look}
          name={name}
          values={[value || 'desk']}
          options={[
            ['desk', t.desk],
            ['store', t.store],
            ['post', t.post],
          ]}
        />
      );
    default:
      return <LineField {...props} look={look} value={value} />;
  }
}

/** What usually stands there: the words of an apology, the coded reason of a refusal that was proposed. */
function suggested({ name, act, view }: FieldProps): string {
  if (name === 'words' && act.action === 'extend') return apologyWords;
  return name === 'reason' && act.action === 'refuse' ? (view.state.proposal?.reason ?? '') : '';
}

function lookOf(props: FieldProps): QuestionLook {
  const { name, act, language } = props;
  const t = dossierTexts(language);
  const own = actTexts(language);
  const labels: Readonly<Record<string, string>> = {
    words: t.words,
    reason: t.reason,
    to: t.to,
    decision: t.decision,
    by: t.by,
    amountDong: t.amount,
    workingDays: t.workingDays,
    reference: `${t.reference} (${formatDong(props.view.state.feeDong ?? 0, language)})`,
  };
  const optional = !(act.body.required ?? []).includes(name);
  const hints: Readonly<Record<string, string | undefined>> = {
    words: wordsHint(act.action, language),
    reason: act.action === 'propose' ? own.onlyRefusal : undefined,
    amountDong: own.amountHint,
  };
  return {
    id: actFieldId(act.slug, name),
    label: labels[name] ?? name,
    hint: hints[name],
    fault: faultOf(props, `/${name}`),
    optional: optional ? own.optional : undefined,
  };
}

function LineField(props: FieldProps & { readonly look: QuestionLook; readonly value: string }) {
  const { name, look, value } = props;
  const number = name === 'amountDong' || name === 'workingDays';
  const first = name === 'amountDong' ? String(props.view.state.feeDong ?? '') : name === 'workingDays' ? '3' : '';
  return (
    <ShortQuestion {...look}>
      <input
        class={`ds-input q__line q__line--${name === 'workingDays' ? 's' : 'm'}`}
        type="text"
        id={look.id}
        name={name}
        value={value === '' ? first : value}
        required={look.optional === undefined}
        autocomplete="off"
        {...(number ? { inputMode: 'numeric' as const } : { maxLength: 60 })}
        {...described(look)}
      />
    </ShortQuestion>
  );
}

/** One line per paper and question group: whoever leaves the reason at "in order" says that nothing is missing there. */
function SupplementFields(props: ActFormProps) {
  const { view, language, act } = props;
  const t = dossierTexts(language);
  const targets = supplementTargets(view, language);
  const fault = faultOf(props, '/points');
  const id = actFieldId(act.slug, 'points');
  return (
    <div class="points" id={id} tabIndex={-1}>
      <p>{t.supplementIntro}</p>
      {view.state.supplementLists > 0 ? (
        <p>
          <strong>{fill(t.secondList, { n: view.state.supplementLists + 1 })}</strong>
        </p>
      ) : null}
      {fault === undefined ? null : <p class="q__fault">{fault}</p>}
      {targets.map((target, index) => (
        <PointFields key={target.target} {...props} {...target} index={index} />
      ))}
    </div>
  );
}

function PointFields(
  props: ActFormProps & {
    readonly target: string;
    readonly label: string;
    readonly points: string;
    readonly index: number;
  },
) {
  const { act, language, reasons, typed, index, label } = props;
  const own = actTexts(language);
  const reason = typed?.[`points.${index}.reason`] ?? '';
  const look = (part: 'reason' | 'note') => ({
    id: actFieldId(act.slug, `points/${index}/${part}`),
    label: part === 'reason' ? own.pointReason : own.pointNote,
    fault: faultOf(props, `/points/${index}/${part}`),
  });
  const fits = (one: ActFormProps['reasons'][number]) =>
    one.use === 'supplement' &&
    (one.pointsTo === undefined || props.points === 'dossier' || one.pointsTo === props.points);
  return (
    <fieldset class="point">
      <legend>{label}</legend>
      <input type="hidden" name={`points.${index}.target`} value={props.target} />
      <ShortQuestion {...look('reason')}>
        <select
          class="ds-input q__list"
          id={look('reason').id}
          name={`points.${index}.reason`}
          {...described(look('reason'))}
        >
          <option value="">{own.inOrder}</option>
          {reasons.filter(fits).map((one) => (
            <option key={one.key} value={one.key} selected={reason === one.key}>
              {say(one.words, language)}
            </option>
          ))}
        </select>
      </ShortQuestion>
      <ShortQuestion {...look('note')}>
        <input
          class="ds-input"
          type="text"
          id={look('note').id}
          name={`points.${index}.note`}
          maxLength={1000}
          autocomplete="off"
          value={typed?.[`points.${index}.note`] ?? ''}
          {...described(look('note'))}
        />
      </ShortQuestion>
    </fieldset>
  );
}
