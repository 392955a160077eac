import { fill, formatBytes, formatDate } from '../../../platform/text.ts';
import { Card, DateTimeText, EmptyState, inLanguage, Page, Tag, useLanguage } from '../../../web/index.ts';
import type { IssuedResult, Paper } from '../model.ts';
import type { PersonalStore } from '../queries/papers.ts';
import { paperTexts } from '../texts.ts';

/** `/giay-to`: documents issued to a person and papers that they filed. */
export function StorePage({ store }: { store: PersonalStore }) {
  const t = paperTexts(useLanguage());
  return (
    <Page title={t.storeTitle} section="/giay-to" noIndex>
      <h1>{t.storeTitle}</h1>
      <p class="lead">{t.storeLead}</p>
      <h2>{t.results}</h2>
      {store.results.length === 0 ? (
        <EmptyState title={t.noResults}>{t.noResultsText}</EmptyState>
      ) : (
        <ul class="paperlist">
          {store.results.map((result) => (
            <li key={result.id}>
              <ResultCard result={result} />
            </li>
          ))}
        </ul>
      )}
      <h2>{t.filed}</h2>
      {store.papers.length === 0 ? (
        <EmptyState title={t.noFiled} action={{ href: '/thu-tuc', label: t.findProcedure }}>
          {t.noFiledText}
        </EmptyState>
      ) : (
        <ul class="paperlist">
          {store.papers.map((paper) => (
            <li key={paper.id}>
              <PaperCard paper={paper} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function ResultCard({ result }: { result: IssuedResult }) {
  const language = useLanguage();
  const t = paperTexts(language);
  const name = inLanguage(result.name, language);
  const meta = fill(t.resultMeta, {
    number: result.number ?? '',
    date: result.issuedOn === undefined ? '' : formatDate(result.issuedOn, language),
    issuer: inLanguage(result.issuer, language),
  });
  return (
    <Card
      title={name}
      level={3}
      aside={
        result.revokedAt === undefined ? <Tag tone="ok">{t.stateValid}</Tag> : <Tag tone="late">{t.stateRevoked}</Tag>
      }
    >
      <p class="muted num">{meta}</p>
      <p class="muted small num">PDF · {formatBytes(result.sizeBytes, language)}</p>
      <div class="actions">
        <a class="ds-button" href={`/giay-to/${result.id}`} aria-label={fill(t.openOne, { name })}>
          {t.open}
        </a>
        <a
          class="ds-button"
          data-variant="secondary"
          href={`/giay-to/${result.id}/goc`}
          aria-label={fill(t.saveOne, { name })}
        >
          {t.save}
        </a>
        <a class="ds-button" data-variant="tertiary" href={`/kiem-tra/${result.code}`}>
          {t.verify}
        </a>
      </div>
    </Card>
  );
}

function PaperCard({ paper }: { paper: Paper }) {
  const language = useLanguage();
  const t = paperTexts(language);
  const kind =
    paper.mediaType === 'application/pdf'
      ? `PDF · ${fill(t.pages, { count: paper.pages })}`
      : (paper.mediaType.split('/')[1] ?? '').toUpperCase();
  return (
    <Card title={paper.displayName} level={3}>
      <p class="muted small num">
        {kind} · {formatBytes(paper.sizeBytes, language)} · {t.filedAt}{' '}
        <DateTimeText value={paper.attachedAt ?? paper.createdAt} />
      </p>
      <div class="actions">
        <a
          class="ds-button"
          data-variant="secondary"
          href={`/giay-to/${paper.id}`}
          aria-label={fill(t.openOne, { name: paper.displayName })}
        >
          {t.open}
        </a>
        <a
          class="ds-button"
          data-variant="tertiary"
          href={`/giay-to/${paper.id}/goc`}
          aria-label={fill(t.saveOne, { name: paper.displayName })}
        >
          {t.save}
        </a>
      </div>
    </Card>
  );
}
