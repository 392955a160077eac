import { rowsOf } from '../../../../platform/forms/rows.ts';
import { Actions, Button, Card, CsrfField, DescriptionList, inLanguage, useLanguage } from '../../../../web/index.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { filingTexts } from '../texts.ts';
import { pageKeys } from '../wizard.ts';
import { DraftFrame, draftHref } from './draft-frame.tsx';
import { FileList } from './papers-page.tsx';

/** Everything that will be filed, in the words the office will read. */
export function DraftCheckPage({ open }: { open: OpenDraft }) {
  const language = useLanguage();
  const t = filingTexts(language);
  const { draft, wizard } = open;
  const change = (key: string, title: string) => (
    <a href={`${draftHref(draft.id, key)}?ve=${pageKeys.check}`} aria-label={t.changePart(`“${title}”`)}>
      {t.change}
    </a>
  );
  return (
    <DraftFrame open={open} page={pageKeys.check} title={t.checkTitle}>
      <p class="lead">{t.checkHelp}</p>
      <Card title={t.forWhom}>
        <p>{t[draft.filedFor]}</p>
      </Card>
      {wizard.pages.map((page) => {
        if (page.kind !== 'questions') return null;
        const title = inLanguage(page.step.title, language);
        const groups = rowsOf({ steps: [page.step] }, draft.content[page.part], language, { communes: open.communes });
        const empty = groups.every((group) => group.rows.length === 0);
        return (
          <Card key={page.key} title={title} aside={change(page.key, title)}>
            {empty ? <p class="muted">{t.notAnswered}</p> : null}
            {groups.map((group, at) => (
              <div key={at} class="checkgroup">
                {page.step.repeat === undefined ? null : <h3>{group.stepTitle}</h3>}
                <DescriptionList
                  items={group.rows.map((row) => ({ term: row.label, value: <span class="kept">{row.value}</span> }))}
                />
              </div>
            ))}
          </Card>
        );
      })}
      {wizard.papers.length === 0 ? null : (
        <Card title={t.papersPage} aside={change(pageKeys.papers, t.papersPage)}>
          {open.papers.length === 0 ? <p class="muted">{t.noFiles}</p> : null}
          {wizard.papers
            .filter((paper) => open.papers.some((one) => one.requirement === paper.key))
            .map((paper) => (
              <div key={paper.key} class="checkgroup">
                <h3>{inLanguage(paper.name, language)}</h3>
                <FileList papers={open.papers.filter((one) => one.requirement === paper.key)} />
              </div>
            ))}
        </Card>
      )}
      <form method="post" action={draftHref(draft.id, pageKeys.check)}>
        <CsrfField />
        <Actions>
          <Button>{t.looksRight}</Button>
          <Button variant="secondary" name="do" value="later">
            {t.later}
          </Button>
        </Actions>
      </form>
    </DraftFrame>
  );
}
