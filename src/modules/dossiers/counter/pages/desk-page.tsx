import type { FieldFault } from '../../../../platform/errors.ts';
import type { FormDefinition } from '../../../../platform/forms/definition.ts';
import type { Typed } from '../../../../platform/forms/parse.ts';
import { fieldId, StepFields } from '../../../../web/form/index.ts';
import {
  Button,
  Card,
  CsrfField,
  ErrorSummary,
  Grid,
  inLanguage,
  Page,
  Stack,
  useLanguage,
} from '../../../../web/index.ts';
import { since } from '../../filing/since.ts';
import { paperForm, registrationForm } from '../desk-forms.ts';
import type { OnlineShare } from '../queries/online-share.ts';
import { counterTexts } from '../texts.ts';
import { counterHome, intakeHref } from './counter-frame.tsx';
import { ShareFigure } from './share-figure.tsx';

export interface DeskForm {
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
}

export interface DeskPageProps extends DeskForm {
  readonly share: OnlineShare;
  /** Real time. */
  readonly now: Temporal.Instant;
  readonly open: readonly {
    readonly id: string;
    readonly person: string;
    readonly procedure: string | undefined;
    readonly updatedAt: Temporal.Instant;
  }[];
}

/** The counter's first page: who has come, what is begun, and how much comes in online. */
export function DeskPage(props: DeskPageProps) {
  const language = useLanguage();
  const t = counterTexts(language);
  return (
    <Page title={t.title} kind="officer" helpHref="/mot-cua/huong-dan#tai-quay" noIndex>
      <div class="workhead">
        <h1>{t.title}</h1>
      </div>
      <Grid columns="side">
        <Card title={t.who}>
          <p class="muted">{t.whoHelp}</p>
          <PersonForm form={paperForm} action={counterHome} button={t.find} typed={props.typed} faults={props.faults} />
        </Card>
        <Stack>
          <Card title={t.share}>
            <ShareFigure share={props.share} />
          </Card>
          <Card title={t.open}>
            {props.open.length === 0 ? <p class="muted">{t.openNone}</p> : null}
            <ul class="counter__open">
              {props.open.map((one) => (
                <li key={one.id}>
                  <a href={intakeHref(one.id)}>
                    {t.goOn}: {one.person}
                  </a>
                  <br />
                  <span class="muted small">
                    {one.procedure ?? t.notChosen} · {since(one.updatedAt, props.now, language)}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        </Stack>
      </Grid>
    </Page>
  );
}

/** Somebody whom no record knows: what the paper shows, no account, no telephone needed. */
export function RegisterPage(props: DeskForm) {
  const t = counterTexts(useLanguage());
  return (
    <Page title={t.registerTitle} kind="officer" helpHref="/mot-cua/huong-dan#tai-quay" noIndex>
      <div class="workhead">
        <h1>{t.registerTitle}</h1>
      </div>
      <Card>
        <p class="muted">{t.registerHelp}</p>
        <PersonForm form={registrationForm} action={`${counterHome}/dang-ky`} button={t.register} {...props} />
      </Card>
      <p>
        <a href={counterHome}>← {t.title}</a>
      </p>
    </Page>
  );
}

function PersonForm(props: DeskForm & { form: FormDefinition; action: string; button: string }) {
  const language = useLanguage();
  return (
    <>
      <ErrorSummary
        faults={props.faults.map(({ path, words }) => ({
          text: inLanguage(words, language),
          ...(path === '' ? {} : { fieldId: fieldId(path) }),
        }))}
      />
      <form method="post" action={props.action} noValidate autocomplete="off" class="deskform">
        <CsrfField />
        {props.form.steps.map((step) => (
          <StepFields
            key={step.key}
            form={props.form}
            step={step}
            answers={{}}
            typed={props.typed}
            faults={props.faults}
            party={{}}
            communes={[]}
          />
        ))}
        <Button>{props.button}</Button>
      </form>
    </>
  );
}
