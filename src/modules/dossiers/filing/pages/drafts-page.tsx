import type { Words } from '../../../../platform/errors.ts';
import {
  Actions,
  Breadcrumbs,
  Button,
  Card,
  CsrfField,
  EmptyState,
  inLanguage,
  LinkButton,
  Page,
  useLanguage,
} from '../../../../web/index.ts';
import type { ProcedureVersion } from '../../../catalogue/index.ts';
import type { DraftHead } from '../draft.ts';
import { daysLeft, since } from '../since.ts';
import { filingTexts } from '../texts.ts';
import { draftHref } from './draft-frame.tsx';

/** The dossiers a person has begun and not filed; from any device. */
export function DraftsPage({
  drafts,
  now,
}: {
  drafts: readonly (DraftHead & { readonly procedure: ProcedureVersion })[];
  now: Temporal.Instant;
}) {
  const language = useLanguage();
  const t = filingTexts(language);
  return (
    <Page title={t.draftsTitle} section="/ho-so" narrow noIndex>
      <Breadcrumbs items={[{ href: '/ho-so', label: t.myDossiers }, { label: t.draftsTitle }]} />
      <h1>{t.draftsTitle}</h1>
      {drafts.length === 0 ? (
        <EmptyState title={t.draftsNone} action={{ href: '/thu-tuc', label: t.findProcedure }}>
          <p>{t.draftsNoneWhat}</p>
        </EmptyState>
      ) : null}
      {drafts.map((draft) => (
        <Card key={draft.id} title={inLanguage(draft.procedure.content.shortName, language)}>
          <p>
            {t[draft.filedFor]}
            {titleOf(draft) === undefined ? null : (
              <>
                <br />
                {t.at(inLanguage(titleOf(draft) as Words, language))}
              </>
            )}
            <br />
            <span class="muted small">
              {t.savedAgo(since(draft.updatedAt, now, language))} · {t.keptFor(String(daysLeft(draft.expiresAt, now)))}
            </span>
          </p>
          <form method="post" action={`${draftHref(draft.id)}/bo`}>
            <CsrfField />
            <Actions>
              <LinkButton href={draftHref(draft.id)}>{t.continueDraft}</LinkButton>
              <Button variant="quiet" confirm={t.discardSure}>
                {t.discard}
              </Button>
            </Actions>
          </form>
        </Card>
      ))}
    </Page>
  );
}

/** The page it is at, where that is one of the form: told apart without opening what was typed. */
function titleOf(draft: DraftHead & { readonly procedure: ProcedureVersion }): Words | undefined {
  return draft.procedure.content.form?.steps.find((step) => step.key === draft.page)?.title;
}
