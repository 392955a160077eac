import type { FieldFault } from '../../../platform/errors.ts';
import { fill, formatDong, type Language, say } from '../../../platform/text.ts';
import { Button, CsrfField } from '../../../web/index.ts';
import type { Act } from '../acts.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { dossierTexts } from '../texts.ts';

export interface ReasonOption {
  readonly key: string;
  readonly use: string;
  readonly words: { readonly vi: string; readonly en: string };
}

export interface ActFormProps {
  readonly act: Act;
  readonly view: DossierView;
  readonly language: Language;
  readonly csrf: string;
  readonly reasons: readonly ReasonOption[];
  readonly colleagues: readonly { readonly id: string; readonly label: string }[];
  /** What was typed before a fault, to be shown again. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly faults?: readonly FieldFault[] | undefined;
}

/** The form of one act, made from what its row of the table asks for. */
export function ActForm(props: ActFormProps) {
  const { act, view, language } = props;
  const label = say(act.label, language);
  const fields = Object.keys(act.body.properties);
  return (
    <form
      method="post"
      action={`/mot-cua/ho-so/${view.state.code}/${act.slug}`}
      class="act-form"
      id={`act-${act.slug}`}
    >
      <CsrfField token={props.csrf} />
      <input type="hidden" name="version" value={view.head.version} />
      {act.signs === true ? <SignNote {...props} /> : null}
      {fields.map((field) => (
        <ActField key={field} name={field} {...props} />
      ))}
      <Button small variant={act.action === 'refuse' || act.action === 'refuse-intake' ? 'danger' : 'primary'}>
        {label}
      </Button>
    </form>
  );
}

function SignNote({ act, view, language }: ActFormProps) {
  const t = dossierTexts(language);
  return (
    <p class="muted">
      {t.signNote}{' '}
      {act.action === 'approve' || act.action === 'issue' ? (
        <a href={`/mot-cua/ho-so/${view.state.code}/xem-truoc.pdf`} target="_blank" rel="noopener">
          {t.preview}
        </a>
      ) : null}
    </p>
  );
}

function ActField(props: ActFormProps & { readonly name: string }) {
  const { name, act, language, typed } = props;
  const t = dossierTexts(language);
  const id = `${act.slug}-${name}`;
  const optional = !(act.body.required ?? []).includes(name);
  const value = typed?.[name] ?? '';
  const common = { id, name, class: 'ds-input', required: !optional };
  switch (name) {
    case 'points':
      return <SupplementFields {...props} />;
    case 'reason':
      return (
        <Labelled id={id} label={t.reason}>
          <select {...common}>
            <option value="">{t.chooseReason}</option>
            {props.reasons
              .filter((reason) => reason.use === act.reasons)
              .map((reason) => (
                <option key={reason.key} value={reason.key} selected={reason.key === value}>
                  {say(reason.words, language)}
                </option>
              ))}
          </select>
        </Labelled>
      );
    case 'words':
      return (
        <Labelled id={id} label={t.words}>
          <textarea {...common} rows={3} maxLength={4000}>
            {value}
          </textarea>
        </Labelled>
      );
    case 'to':
      return (
        <Labelled id={id} label={t.to}>
          <select {...common}>
            {optional ? <option value="">{t.auto}</option> : null}
            {props.colleagues.map((one) => (
              <option key={one.id} value={one.id} selected={one.id === value}>
                {one.label}
              </option>
            ))}
          </select>
        </Labelled>
      );
    case 'decision':
      return (
        <Choice
          name={name}
          id={id}
          legend={t.decision}
          value={value || 'approve'}
          options={[
            ['approve', t.grant],
            ['refuse', t.deny],
          ]}
        />
      );
    case 'by':
      return (
        <Choice
          name={name}
          id={id}
          legend={t.by}
          value={value || 'desk'}
          options={[
            ['desk', t.desk],
            ['store', t.store],
            ['post', t.post],
          ]}
        />
      );
    case 'amountDong':
      return (
        <Labelled id={id} label={t.amount}>
          <input
            {...common}
            type="number"
            inputMode="numeric"
            min={1000}
            step={1000}
            value={value || String(props.view.state.feeDong ?? '')}
          />
        </Labelled>
      );
    case 'workingDays':
      return (
        <Labelled id={id} label={t.workingDays}>
          <input {...common} type="number" inputMode="numeric" min={1} max={60} value={value || '3'} />
        </Labelled>
      );
    default:
      return (
        <Labelled
          id={id}
          label={
            name === 'reference' ? `${t.reference} (${formatDong(props.view.state.feeDong ?? 0, language)})` : name
          }
        >
          <input {...common} type="text" value={value} />
        </Labelled>
      );
  }
}

function Labelled({ id, label, children }: { id: string; label: string; children: preact.ComponentChildren }) {
  return (
    <div class="ds-field act-form__field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      {children}
    </div>
  );
}

function Choice({
  name,
  id,
  legend,
  value,
  options,
}: {
  name: string;
  id: string;
  legend: string;
  value: string;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <fieldset class="ds-fieldset act-form__field">
      <legend class="ds-label">{legend}</legend>
      {options.map(([key, label]) => (
        <label key={key} class="act-form__choice" for={`${id}-${key}`}>
          <input type="radio" class="ds-input" id={`${id}-${key}`} name={name} value={key} checked={key === value} />{' '}
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** One line per paper and question group: whoever leaves the reason empty says that the line is in order. */
function SupplementFields({ view, language, reasons, typed }: ActFormProps) {
  const t = dossierTexts(language);
  const { content } = view.content.procedure;
  const targets = [
    ...content.papers.map((paper) => ({ target: `paper:${paper.key}`, label: say(paper.name, language) })),
    ...(content.form?.steps ?? []).map((step) => ({ target: `field:${step.key}`, label: say(step.title, language) })),
    { target: 'dossier', label: t.other },
  ];
  return (
    <div>
      <p>{t.supplementIntro}</p>
      {view.state.supplementLists > 0 ? (
        <p>
          <strong>{fill(t.secondList, { n: view.state.supplementLists + 1 })}</strong>
        </p>
      ) : null}
      {targets.map(({ target, label }, index) => (
        <fieldset key={target} class="ds-fieldset act-form__point">
          <legend class="ds-label">{label}</legend>
          <input type="hidden" name={`points.${index}.target`} value={target} />
          <select class="ds-input" name={`points.${index}.reason`} aria-label={`${t.reason}: ${label}`}>
            <option value="">–</option>
            {reasons
              .filter((reason) => reason.use === 'supplement')
              .map((reason) => (
                <option key={reason.key} value={reason.key} selected={typed?.[`points.${index}.reason`] === reason.key}>
                  {say(reason.words, language)}
                </option>
              ))}
          </select>
          <input
            class="ds-input"
            type="text"
            name={`points.${index}.note`}
            maxLength={1000}
            placeholder={t.note}
            aria-label={`${t.note}: ${label}`}
            value={typed?.[`points.${index}.note`] ?? ''}
          />
        </fieldset>
      ))}
    </div>
  );
}
