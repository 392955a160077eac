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
import { type Paper, paperErrors, paperLimits } from '../../../papers/index.ts';
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
      <FileList papers={there} draftId={open.draft.id} />
      {there.length >= Math.min(paper.maxFiles, paperLimits.filesPerPaper) ? null : (
        <UploadForm open={open} paper={paper} more={there.length > 0} />
      )}
    </Card>
  );
}

/** Plain form of files: works on any phone without script; the fields stand before the files, as the server reads them in order. */
function UploadForm({ open, paper, more }: { open: OpenDraft; paper: Wizard['papers'][number]; more: boolean }) {
  const language = useLanguage();
  const t = filingTexts(language);
  const id = `tep-${paper.key}`;
  return (
    <form method="post" action="/tai-len/giay-to" encType="multipart/form-data" class="upload">
      <CsrfField />
      <input type="hidden" name="draftId" value={open.draft.id} />
      <input type="hidden" name="requirement" value={paper.key} />
      <input type="hidden" name="maxFiles" value={String(paper.maxFiles)} />
      <input type="hidden" name="returnTo" value={draftHref(open.draft.id, pageKeys.papers)} />
      <label for={id}>{more ? t.addFile : t.chooseFile}</label>
      <input
        type="file"
        id={id}
        name="files"
        accept="image/jpeg,image/png,image/heic,image/heif,application/pdf"
        multiple={paper.maxFiles > 1}
      />
      <button type="submit" class="ds-button" data-variant="secondary">
        {t.upload}
      </button>
    </form>
  );
}

/** Files with their size; with a draft each can be taken out again. */
export function FileList({ papers, draftId }: { papers: readonly Paper[]; draftId?: string }) {
  const language = useLanguage();
  const t = filingTexts(language);
  return papers.length === 0 ? null : (
    <ul class="files">
      {papers.map((paper) => (
        <li key={paper.id}>
          {paper.scanState === 'clean' ? (
            <a class="filelink" href={`/giay-to/${paper.id}`}>
              {paper.displayName}
            </a>
          ) : (
            <span class="filelink">{paper.displayName}</span>
          )}{' '}
          <span class="muted small nowrap">{formatBytes(paper.sizeBytes, language)}</span> <ScanTag paper={paper} />
          {draftId === undefined ? null : (
            <form method="post" action={`/giay-to/${paper.id}/xoa`}>
              <CsrfField />
              <input type="hidden" name="requirement" value={paper.requirement} />
              <input type="hidden" name="returnTo" value={draftHref(draftId, pageKeys.papers)} />
              <button
                type="submit"
                class="ds-button"
                data-variant="tertiary"
                aria-label={t.removeFile(paper.displayName)}
              >
                {t.remove}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

function ScanTag({ paper }: { paper: Paper }) {
  const t = filingTexts(useLanguage());
  if (paper.scanState === 'clean') return <Tag tone="ok">{t.fileGood}</Tag>;
  return paper.scanState === 'waiting' ? (
    <Tag tone="soon">{t.fileWaiting}</Tag>
  ) : (
    <Tag tone="late">{t.fileInfected}</Tag>
  );
}

/** Words of a refused upload, which travels back to this page as its code. */
export function refusalOf(query: Readonly<Record<string, string | undefined>>, language: 'vi' | 'en') {
  const entry = paperErrors.catalogue.find((one) => one.code === query['loi-tep']);
  const requirement = query['muc'];
  return entry === undefined || requirement === undefined ? undefined : { requirement, words: entry[language] };
}
