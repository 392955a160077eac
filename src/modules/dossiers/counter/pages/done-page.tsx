import { formatDateTime } from '../../../../platform/text.ts';
import { Actions, Alert, LinkButton, Page, Statement, useLanguage } from '../../../../web/index.ts';
import type { DossierState } from '../../model.ts';
import { counterTexts } from '../texts.ts';
import { counterHome } from './counter-frame.tsx';

/** What to tell the person and what to print for them. */
export function CounterDonePage({ state, notAccepted }: { state: DossierState; notAccepted: string | undefined }) {
  const language = useLanguage();
  const t = counterTexts(language);
  const when = (text: string) => formatDateTime(Temporal.Instant.from(text), language);
  const page = `/mot-cua/ho-so/${state.code}`;
  return (
    <Page title={`${t.doneTitle} · ${state.code}`} kind="officer" helpHref="/mot-cua/huong-dan#tai-quay" noIndex>
      <h1>{t.doneTitle}</h1>
      {notAccepted === undefined ? null : (
        <Alert kind="warning" title={t.notAccepted}>
          <p>{notAccepted}</p>
        </Alert>
      )}
      <Statement
        title={
          state.dueAt === undefined
            ? t.doneFiled(state.code, when(state.answerBy))
            : t.doneAccepted(state.code, when(state.dueAt))
        }
        tone={state.dueAt === undefined ? 'calm' : 'done'}
      />
      <Actions>
        {state.acceptedAt === undefined ? null : <LinkButton href={`${page}/mau-01.pdf`}>{t.receipt}</LinkButton>}
        <LinkButton href={page} variant="secondary">
          {t.openDossier}
        </LinkButton>
        <LinkButton href={counterHome} variant="secondary">
          {t.nextPerson}
        </LinkButton>
      </Actions>
    </Page>
  );
}
