import type { DomainError } from '../../../platform/errors.ts';
import { rowsOf } from '../../../platform/forms/rows.ts';
import { type Language, say } from '../../../platform/text.ts';
import {
  Alert,
  Breadcrumbs,
  Card,
  DescriptionList,
  Details,
  ErrorSummary,
  Grid,
  LinkButton,
  Page,
  Stack,
  Statement,
  StepList,
} from '../../../web/index.ts';
import type { Situation } from '../plain-words.ts';
import type { DossierView } from '../queries/open-dossier.ts';
import { ApologyCard, GroundsCard, ResultCard, Said, SupplementCard, Withdraw } from './citizen-cards.tsx';
import { citizenSteps } from './citizen-steps.ts';
import { citizenTexts } from './citizen-texts.ts';
import type { CitizenDossierProps } from './page-props.ts';

/** Longer lists of papers are folded, so that the steps stay in sight. */
const papersInSight = 8;

/** The citizen's page of one dossier: where it is in one sentence, then what they have to do, the steps, the papers, all that was said. */
export function CitizenDossierPage(props: CitizenDossierProps) {
  const { language, view, situation } = props;
  const { state, content } = view;
  const t = citizenTexts(language);
  const name = say(content.procedure.content.shortName, language);
  return (
    <Page title={`${name} · ${state.code}`} section="/ho-so" noIndex helpHref="/huong-dan">
      <Breadcrumbs items={[{ href: '/ho-so', label: t.mine }, { label: state.code }]} />
      <h1>{name}</h1>
      <Faults {...props} />
      {props.done === true ? (
        <Alert kind="success" live>
          {t.stored}
        </Alert>
      ) : null}
      {props.refusedFile === undefined ? null : (
        <Alert kind="danger" live>
          {props.refusedFile}
        </Alert>
      )}
      <Statement title={situation.title} tone={situation.tone}>
        {situation.text}
      </Statement>
      <ApologyCard {...props} />
      <GroundsCard {...props} />
      {situation.yourTurn && state.openSupplement !== undefined ? <SupplementCard {...props} /> : null}
      <ResultCard {...props} />
      <Grid columns={2}>
        <Card title={t.steps}>
          <StepList steps={citizenSteps(state, content.procedure, props.now, language)} />
        </Card>
        <Card title={t.papers}>
          <Stack>
            {state.papers.length > papersInSight ? (
              <Details summary={`${t.papers} (${state.papers.length})`}>{props.papers}</Details>
            ) : (
              props.papers
            )}
            {state.acceptedAt === undefined ? null : (
              <LinkButton variant="secondary" href={`/ho-so/${state.code}/giay-tiep-nhan.pdf`}>
                {t.receipt}
              </LinkButton>
            )}
          </Stack>
        </Card>
      </Grid>
      <Said {...props} />
      <Details summary={t.whatYouFiled}>
        {rowsOf(content.procedure.content.form ?? { steps: [] }, content.answers, language, {
          communes: [...props.communeNames].map(([value, label]) => ({ value, label: { vi: label, en: label } })),
        }).map((step) => (
          <section key={step.stepTitle}>
            <h3>{step.stepTitle}</h3>
            <DescriptionList small items={step.rows.map((row) => ({ term: row.label, value: row.value }))} />
          </section>
        ))}
      </Details>
      {view.actions.includes('withdraw') ? <Withdraw {...props} /> : null}
    </Page>
  );
}

function Faults({ failed, language }: CitizenDossierProps) {
  if (failed === undefined) return null;
  const { error, form } = failed;
  return (
    <ErrorSummary
      faults={
        error.faults.length === 0
          ? [{ text: error.words[language] }]
          : error.faults.map((fault) => ({
              text: fault.words[language],
              fieldId: `${form}-${fault.path.replace(/^\//, '')}`,
            }))
      }
    />
  );
}
