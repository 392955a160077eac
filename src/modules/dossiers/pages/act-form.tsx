import { say } from '../../../platform/text.ts';
import { Button, CsrfField, LinkButton } from '../../../web/index.ts';
import { boxes, phasesOfBox } from '../queries/inbox.ts';
import { dossierTexts } from '../texts.ts';
import { ActField } from './act-fields.tsx';
import { actTexts } from './act-texts.ts';
import type { ActFormProps } from './page-props.ts';

/** The form of one act, made from what its row of the table asks for. */
export function ActForm(props: ActFormProps) {
  const { act, view, language } = props;
  const label = say(act.label, language);
  const address = `/mot-cua/ho-so/${view.state.code}`;
  const box = boxes.find((each) => phasesOfBox[each].includes(view.state.phase));
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
      {box === undefined ? null : <input type="hidden" name="tu" value={box} />}
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
