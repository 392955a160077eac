import { fill, formatBytes } from '../../../platform/text.ts';
import { assetUrl, useFrame } from '../../../web/index.ts';
import type { Paper } from '../model.ts';
import { paperTexts } from '../texts.ts';
import { ScanTag, SourceWords } from './upload-field.tsx';

export interface PaperViewerProps {
  readonly papers: readonly Paper[];
  /** Name of a requirement to show over its papers. */
  readonly nameOf: (requirement: string) => string;
}

/** The papers of a dossier for reading beside its form: the first is open, each opens and closes without script. */
export function PaperViewer({ papers, nameOf }: PaperViewerProps) {
  const { language, assets } = useFrame();
  const t = paperTexts(language);
  if (papers.length === 0) return <p class="muted">{t.viewerEmpty}</p>;
  return (
    <section class="viewer" aria-label={t.viewerLabel}>
      {papers.map((paper, index) => (
        <details key={paper.id} class="ds-details" name="giay-to" open={index === 0}>
          <summary>
            {nameOf(paper.requirement)} <span class="muted small">{paper.displayName}</span>
          </summary>
          <div>
            <p class="small">
              <ScanTag paper={paper} /> <span class="muted num">{formatBytes(paper.sizeBytes, language)}</span>{' '}
              {paper.scanState !== 'clean' ? null : (
                <>
                  <a href={`/giay-to/${paper.id}`} target="_blank" rel="noopener">
                    {t.newTab}
                  </a>{' '}
                  <a href={`/giay-to/${paper.id}/goc`}>{t.original}</a>
                </>
              )}
            </p>
            {paper.source === undefined ? null : (
              <p class="small">
                <SourceWords source={paper.source} />
              </p>
            )}
            <p class="muted small digest">{fill(t.digestOf, { sha: paper.sha256 })}</p>
            {index === papers.length - 1 ? null : (
              <button type="button" class="ds-button button--small" data-variant="secondary" data-next hidden>
                {t.nextPaper}
              </button>
            )}
            {paper.scanState === 'clean' ? <PaperContent paper={paper} /> : null}
          </div>
        </details>
      ))}
      <script type="module" src={assetUrl(assets, 'paper-viewer.js')} />
    </section>
  );
}

function PaperContent({ paper }: { paper: Paper }) {
  const t = paperTexts(useFrame().language);
  const href = `/giay-to/${paper.id}`;
  if (paper.mediaType === 'application/pdf') {
    return <iframe class="viewer__pdf" src={href} title={paper.displayName} loading="lazy" />;
  }
  return (
    <div data-viewer>
      <div class="viewer__tools" data-tools hidden>
        <button type="button" class="ds-button button--small" data-variant="secondary" data-do="in">
          {t.zoomIn}
        </button>
        <button type="button" class="ds-button button--small" data-variant="secondary" data-do="out">
          {t.zoomOut}
        </button>
        <button type="button" class="ds-button button--small" data-variant="secondary" data-do="turn">
          {t.rotate}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="viewer__frame" tabIndex={0} aria-label={fill(t.photoOf, { name: paper.displayName })}>
        <img
          src={href}
          alt={fill(t.photoOf, { name: paper.displayName })}
          width={paper.width}
          height={paper.height}
          loading="lazy"
        />
      </section>
    </div>
  );
}
