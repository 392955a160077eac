import { formatBytes } from '../../../../platform/text.ts';
import { Actions, Button, Card, CsrfField, ErrorSummary, inLanguage, Tag, useLanguage } from '../../../../web/index.ts';
import { type Offer, type Paper, ScanTag, SourceWords, UploadField, uploadInputId } from '../../../papers/index.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { filingTexts } from '../texts.ts';
import { pageKeys } from '../wizard.ts';
import { DraftFrame, draftHref } from './draft-frame.tsx';

export interface PapersPageProps {
  readonly open: OpenDraft;
  /** What the person has here and may use again. */
  readonly offers: readonly Offer[];
  /** The person wanted to go on although something is missing. */
  readonly showMissing: boolean;
  /** Why the last upload was refused, at its requirement. */
  readonly refused?: { readonly requirement: string; readonly text: string } | undefined;
}

/** The papers of the dossier, one card each with forms of its own; going on is another form. */
export function DraftPapersPage({ open, offers, showMissing, refused }: PapersPageProps) {
  const language = useLanguage();
  const t = filingTexts(language);
  const { wizard } = open;
  const missing = showMissing ? wizard.missing : [];
  const faults = [
    ...(refused === undefined ? [] : [{ fieldId: uploadInputId(refused.requirement), text: refused.text }]),
    ...missing.map((paper) => ({
      fieldId: uploadInputId(paper.key),
      text: t.missingPaper(inLanguage(paper.name, language)),
    })),
  ];
  const faultOf = (key: string) => faults.find((fault) => fault.fieldId === uploadInputId(key))?.text;
  return (
    <DraftFrame open={open} page={pageKeys.papers} title={t.papersPage} faulty={faults.length > 0}>
      <p class="lead">{t.papersHelp}</p>
      <ErrorSummary faults={faults} />
      {wizard.papers.map((paper) => (
        <Card key={paper.key}>
          <p class="filing__need">
            <Tag tone={paper.needed ? 'soon' : 'neutral'}>{paper.needed ? t.needed : t.optional}</Tag>
          </p>
          <UploadField
            draftId={open.draft.id}
            requirement={paper.key}
            label={inLanguage(paper.name, language)}
            help={inLanguage(paper.help, language)}
            papers={open.papers.filter((one) => one.requirement === paper.key)}
            maxFiles={paper.maxFiles}
            offers={offers}
            takes={paper.takes}
            returnTo={draftHref(open.draft.id, pageKeys.papers)}
            fault={faultOf(paper.key)}
          />
        </Card>
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

/** Files with their size, for reading. */
export function FileList({ papers }: { papers: readonly Paper[] }) {
  const language = useLanguage();
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
          {paper.source === undefined ? null : (
            <p class="muted small num">
              <SourceWords source={paper.source} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
