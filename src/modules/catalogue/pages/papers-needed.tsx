import { fill } from '../../../platform/text.ts';
import { Card, Tag, useLanguage } from '../../../web/index.ts';
import { certaintyInWords, certaintyOf, conditionInWords, databaseInWords } from '../facts-in-words.ts';
import type { PaperRequirement, ProcedureContent } from '../model.ts';
import { catalogueTexts } from '../texts.ts';

/** The papers, and for each what one need not hand in because the state already has it. */
export function PapersNeeded({ content }: { content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const doubt = certaintyInWords(certaintyOf(content, 'papers'), language);
  return (
    <Card title={t.whatIsNeeded} id="giay-to">
      <ul class="procedure-papers">
        {content.form === undefined ? null : (
          <li>
            <span class="procedure-papers__name">
              <b>{t.formPaper}</b> <Tag tone="new">{t.paperAlways}</Tag>
            </span>
            <span class="muted small">{t.formPaperHelp}</span>
          </li>
        )}
        {content.papers.map((paper) => (
          <Paper key={paper.key} paper={paper} content={content} />
        ))}
      </ul>
      {content.papers.length === 0 ? <p class="muted">{t.noPapers}</p> : null}
      {doubt === undefined ? null : <p class="muted small">({doubt})</p>}
    </Card>
  );
}

function Paper({ paper, content }: { paper: PaperRequirement; content: ProcedureContent }) {
  const language = useLanguage();
  const t = catalogueTexts(language);
  const condition = paper.when === undefined ? undefined : conditionInWords(paper.when, content.form, language);
  const need = paper.when !== undefined ? t.paperWhen : paper.required ? t.paperAlways : t.paperOptional;
  return (
    <li>
      <span class="procedure-papers__name">
        <b>{paper.name[language]}</b>{' '}
        <Tag tone={paper.required && paper.when === undefined ? 'new' : 'neutral'}>{need}</Tag>
      </span>
      {paper.help[language] === '' ? null : <span class="muted small">{paper.help[language]}</span>}
      {condition === undefined ? null : <span class="muted small">{fill(t.paperWhenIs, { condition })}</span>}
      {paper.suppliedBy.length === 0 ? null : (
        <span class="procedure-papers__free small">
          {fill(t.notAsked, { databases: paper.suppliedBy.map((key) => databaseInWords(key, language)).join(', ') })}
        </span>
      )}
    </li>
  );
}
