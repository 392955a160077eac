import { formatBytes } from '../../../../platform/text.ts';
import {
  Actions,
  Alert,
  Button,
  Card,
  CsrfField,
  ErrorSummary,
  inLanguage,
  Tag,
  useLanguage,
} from '../../../../web/index.ts';
import type { Paper } from '../../../papers/index.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { filingTexts } from '../texts.ts';
import { pageKeys, type Wizard } from '../wizard.ts';
import { DraftFrame, draftHref } from './draft-frame.tsx';

export interface PapersPageProps {
  readonly open: OpenDraft;
  /** The person wanted to go on although something is missing. */
  readonly showMissing: boolean;
  /** Why the last upload was refused, at its requirement. */
  readonly refused?: { readonly requirement: string; readonly words: string } | undefined;
}

/** The papers of the dossier, one card each with a form of its own; going on is another form. */
export function DraftPapersPage({ open, showMissing, refused }: PapersPageProps) {
  const language = useLanguage();
  const t = filingTexts(language);
  const { wizard } = open;
  const faults = [
    ...(refused === undefined ? [] : [{ fieldId: `giay-to-${refused.requirement}`, text: refused.words }]),
    ...(showMissing
      ? wizard.missing.map((paper) => ({
          fieldId: `giay-to-${paper.key}`,
          text: t.missingPaper(inLanguage(paper.name, language)),
        }))
      : []),
  ];
  return (
    <DraftFrame open={open} page={pageKeys.papers} title={t.papersPage} faulty={faults.length > 0}>
      <p class="lead">{t.papersHelp}</p>
      <ErrorSummary faults={faults} />
      {wizard.papers.map((paper) => (
        <PaperCard
          key={paper.key}
          open={open}
          paper={paper}
          refused={refused?.requirement === paper.key ? refused.words : undefined}
        />
      ))}
      <form method="post" action={draftHref(open.draft.id, pageKeys.papers)}>
        <CsrfField />
        <Actions>
          <Button>{t.next}</Button>
          <Button variant="secondary" name="do" value="later">
            {t.later}
          </Button>
        </Actions>
      </form>
    </DraftFrame>
  );
}

function PaperCard({
  open,
  paper,
  refused,
}: {
  open: OpenDraft;
  paper: Wizard['papers'][number];
  refused: string | undefined;
}) {
  const language = useLanguage();
  const t = filingTexts(language);
  const there = open.papers.filter((one) => one.requirement === paper.key);
  return (
    <Card
      title={inLanguage(paper.name, language)}
      id={`giay-to-${paper.key}`}
      aside={<Tag tone={paper.needed ? 'soon' : 'neutral'}>{paper.needed ? t.needed : t.optional}</Tag>}
    >
      <p class="muted">{inLanguage(paper.help, language)}</p>
      {refused === undefined ? null : (
        <Alert kind="danger">
          <p>{refused}</p>
        </Alert>
      )}
      <FileList papers={there} />
    </Card>
  );
}

export function FileList({ papers }: { papers: readonly Paper[] }) {
  const language = useLanguage();
  return papers.length === 0 ? null : (
    <ul class="files">
      {papers.map((paper) => (
        <li key={paper.id}>
          <a class="filelink" href={`/giay-to/${paper.id}`}>
            {paper.displayName}
          </a>{' '}
          <span class="muted small">{formatBytes(paper.sizeBytes, language)}</span>
        </li>
      ))}
    </ul>
  );
}
