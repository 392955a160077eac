import type { ComponentChildren } from 'preact';
import { inLanguage, type Language, Page, StepList, StepProgress, useLanguage } from '../../../../web/index.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { filingTexts } from '../texts.ts';
import { pageBefore, type WizardPage } from '../wizard.ts';

export function draftHref(draftId: string, page = ''): string {
  return page === '' ? `/nop/ho-so-nhap/${draftId}` : `/nop/ho-so-nhap/${draftId}/${page}`;
}

/** Around every page of the wizard: which procedure, how far, the way back. */
export function DraftFrame(props: {
  open: OpenDraft;
  page: string;
  title: string;
  faulty?: boolean;
  children: ComponentChildren;
}) {
  const { open } = props;
  const language = useLanguage();
  const t = filingTexts(language);
  const { pages } = open.wizard;
  const at = pages.findIndex((page) => page.key === props.page) + 1;
  const before = pageBefore(open.wizard, props.page);
  return (
    <Page title={`${props.faulty === true ? '(!) ' : ''}${props.title}`} section="/ho-so" noIndex>
      <div class="filing">
        <div class="filing__main stack">
          <p class="filing__back">
            <a href={before === undefined ? `/nop/${open.draft.procedureSlug}` : draftHref(open.draft.id, before.key)}>
              ← {t.back}
            </a>
            <span class="muted">{inLanguage(open.procedure.content.shortName, language)}</span>
          </p>
          <StepProgress now={at} of={pages.length} label={t.step(String(at), String(pages.length))} />
          <h1>{props.title}</h1>
          {props.children}
        </div>
        <nav class="filing__steps" aria-label={t.steps}>
          <StepList
            steps={pages.map((page, index) => ({
              title: titleOf(page, language),
              state: index + 1 === at ? 'now' : page.complete ? 'done' : 'next',
              href: page.complete && index + 1 !== at ? draftHref(open.draft.id, page.key) : undefined,
            }))}
          />
        </nav>
      </div>
    </Page>
  );
}

function titleOf(page: WizardPage, language: Language): string {
  const t = filingTexts(language);
  if (page.kind === 'questions') return inLanguage(page.step.title, language);
  return { papers: t.papersPage, check: t.checkTitle, declare: t.declareTitle }[page.kind];
}
