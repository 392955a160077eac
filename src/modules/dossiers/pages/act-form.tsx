import type { FieldFault } from '../../../platform/errors.ts';
import { type Language, say } from '../../../platform/text.ts';
import { Button, CsrfField, LinkButton } from '../../../web/index.ts';
import type { Act } from '../acts.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { dossierTexts } from '../texts.ts';
import { ActField } from './act-fields.tsx';
import { actTexts } from './act-texts.ts';

export interface ReasonOption {
  readonly key: string;
  readonly use: string;
  /** What a supplement with this reason is about: `paper`, `answer` or `dossier`. */
  readonly pointsTo?: string | undefined;
  readonly words: { readonly vi: string; readonly en: string };
}

export interface ActFormProps {
  readonly act: Act;
  readonly view: DossierView;
  readonly language: Language;
  readonly csrf: string;
  readonly reasons: readonly ReasonOption[];
  readonly colleagues: readonly { readonly id: string; readonly label: string }[];
  /** The last proof of identity is too old to sign: asked for before anything is typed. */
  readonly mustProve?: boolean | undefined;
  /** What was typed before a fault, to be shown again. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly faults?: readonly FieldFault[] | undefined;
}

/** The form of one act, made from what its row of the table asks for. */
export function ActForm(props: ActFormProps) {
  const { act, view, language } = props;
  const label = say(act.label, language);
  const address = `/mot-cua/ho-so/${view.state.code}`;
  if (act.signs === true && props.mustProve === true && props.typed === undefined)
    return (
      <div class="act-form" id={`act-${act.slug}`}>
        <SignNote {...props} />
        <p>{actTexts(language).proveFirst}</p>
        <LinkButton small href={`/dang-nhap/xac-thuc-lai?ve=${encodeURIComponent(address)}`}>
          {actTexts(language).prove}
        </LinkButton>
      </div>
    );
  return (
    <form method="post" action={`${address}/${act.slug}`} class="act-form" id={`act-${act.slug}`}>
      <CsrfField token={props.csrf} />
      <input type="hidden" name="version" value={view.head.version} />
      {act.signs === true ? <SignNote {...props} /> : null}
      {act.action === 'extend' && view.due === 'overdue' ? (
        <p>
          <a href={`${address}/mau-04.pdf`} target="_blank" rel="noopener">
            {dossierTexts(language).apologyDraft}
          </a>
        </p>
      ) : null}
      {Object.keys(act.body.properties).map((field) => (
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
