import { formatBytes, type Language, say } from '../platform/text.ts';
import type { ProcedureVersion } from '../modules/catalogue/index.ts';
import type { Paper } from '../modules/papers/index.ts';
import { FileLink } from '../web/index.ts';

const words = {
  none: { vi: 'Không có tệp đính kèm.', en: 'No files attached.' },
} as const;

/** The files of a dossier by requirement, each with its size and digest. */
export function PapersOfDossier({ papers, language, procedure }: { readonly papers: readonly Paper[]; readonly language: Language; readonly procedure: ProcedureVersion }) {
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
            <small class="muted">{formatBytes(paper.sizeBytes, language)} · SHA-256 {paper.sha256.slice(0, 16)}…</small>
          </li>
        );
      })}
    </ul>
  );
}
