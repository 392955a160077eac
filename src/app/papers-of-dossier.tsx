import type { ProcedureVersion } from '../modules/catalogue/index.ts';
import type { DossierView } from '../modules/dossiers/queries/open-dossier.ts';
import { type Paper, SourceWords, uploadInputId } from '../modules/papers/index.ts';
import { formatBytes, type Language, say } from '../platform/text.ts';
import { described, ShortQuestion } from '../web/form/index.ts';
import { Button, CsrfField, FileLink } from '../web/index.ts';

const words = {
  none: { vi: 'Không có tệp đính kèm.', en: 'No files attached.' },
  add: { vi: 'Thêm tệp này', en: 'Add this file' },
  ready: { vi: 'Sẽ gửi kèm', en: 'Will be sent' },
} as const;

/** The files of a dossier by requirement, each with its size and digest. */
export function PapersOfDossier({
  papers,
  language,
  procedure,
}: {
  readonly papers: readonly Paper[];
  readonly language: Language;
  readonly procedure: ProcedureVersion;
}) {
  if (papers.length === 0) return <p class="muted">{say(words.none, language)}</p>;
  return (
    <ul class="papers">
      {papers.map((paper) => {
        const requirement = procedure.content.papers.find((each) => each.key === paper.requirement);
        return (
          <li key={paper.id}>
            <strong>{requirement === undefined ? paper.requirement : say(requirement.name, language)}</strong>
            <br />
            <FileLink href={`/giay-to/${paper.id}`} name={paper.displayName} sizeBytes={paper.sizeBytes} />
            <br />
            <small class="muted">SHA-256 {paper.sha256.slice(0, 16)}…</small>
            {paper.source === undefined ? null : (
              <>
                <br />
                <small class="muted">
                  <SourceWords source={paper.source} />
                </small>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** One upload form per paper that was asked for; works without script. Files wait under the dossier's own id until the supplement is sent. */
export function SupplementUpload({
  view,
  waiting,
  csrf,
  language,
  refused,
}: {
  readonly view: DossierView;
  readonly waiting: readonly Paper[];
  readonly csrf: string;
  readonly language: Language;
  /** Why the last file was not taken. */
  readonly refused: { readonly requirement: string; readonly text: string } | undefined;
}) {
  const asked = view.content.procedure.content.papers.filter((paper) =>
    view.state.openSupplement?.points.some((point) => point.target === `paper:${paper.key}`),
  );
  const questions = asked.map((paper) => ({
    paper,
    question: {
      id: uploadInputId(paper.key),
      label: say(paper.name, language),
      fault: refused?.requirement === paper.key ? refused.text : undefined,
    },
  }));
  return (
    <>
      {questions.map(({ paper, question }) => (
        <form
          key={paper.key}
          id={`giay-to-${paper.key}`}
          method="post"
          action="/tai-len/giay-to"
          encType="multipart/form-data"
        >
          <CsrfField token={csrf} />
          <input type="hidden" name="draftId" value={view.state.id} />
          <input type="hidden" name="requirement" value={paper.key} />
          <input type="hidden" name="returnTo" value={`/ho-so/${view.state.code}`} />
          <ShortQuestion {...question}>
            <input
              class="ds-input"
              type="file"
              id={question.id}
              name="file"
              accept="application/pdf,image/jpeg,image/png,image/heic,image/heif"
              multiple
              required
              {...described(question)}
            />
          </ShortQuestion>
          <Button variant="secondary">{say(words.add, language)}</Button>
        </form>
      ))}
      {waiting.length === 0 ? null : (
        <p>
          {say(words.ready, language)}:{' '}
          {waiting.map((paper) => `${paper.displayName} (${formatBytes(paper.sizeBytes, language)})`).join(', ')}
        </p>
      )}
    </>
  );
}
