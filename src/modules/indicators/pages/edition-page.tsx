import { fill, formatDate, formatNumber, formatPercent, type Language, say } from '../../../platform/text.ts';
import { Alert, Breadcrumbs, DataTable, Page, Tag, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Step } from '../editions/cheapest.ts';
import { type Edition, type Node, nodesOf } from '../editions/model.ts';
import type { IndexScore, Score } from '../editions/score.ts';
import { certaintyNames, indicatorTexts } from '../texts.ts';
import { OriginTable } from './origin-table.tsx';
import { monthInWords } from './parts.tsx';

export interface EditionPageProps {
  readonly edition: Edition;
  readonly unit: Unit;
  readonly month: string | undefined;
  readonly score: IndexScore;
  readonly steps: readonly Step[];
}

/** An index as its document has it, with what is known of the province's points; what is not known says so at each line. */
export function EditionPage({ edition, unit, month, score, steps }: EditionPageProps) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const { document } = edition;
  const name = say(edition.name, language);
  return (
    <Page title={name} section="/chi-so" description={t.editionsLead}>
      <Breadcrumbs items={[{ label: t.title, href: '/chi-so' }, { label: name }]} />
      <h1>{name}</h1>
      <p class="muted">
        {document.number}, {formatDate(Temporal.PlainDate.from(document.date), language)},{' '}
        {say(document.issuer, language)}
      </p>
      {edition.caveat === undefined ? null : <Alert kind="warning">{say(edition.caveat, language)}</Alert>}
      <section class="ds-card">
        <h2>{t.total}</h2>
        {month === undefined ? null : (
          <p class="muted small">
            {fill(t.scoredFor, { unit: say(unit.name, language), month: monthInWords(month, language) })}
          </p>
        )}
        <p>{totalWords(edition, score.total, language)}</p>
        {edition.views.length === 0 ? null : (
          <ul>
            {edition.views.map((view) => (
              <li key={view.code}>
                {say(view.name, language)}: {totalWords(edition, score.views.get(view.code) ?? score.total, language)}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Cheapest edition={edition} steps={steps} />
      <OriginTable edition={edition} />
      <NodeTable edition={edition} score={score} />
    </Page>
  );
}

/** The total of an index, or in a sentence why there is none. */
export function totalWords(edition: Edition, score: Score, language: 'vi' | 'en'): string {
  const t = indicatorTexts(language);
  const points = (value: number) => formatNumber(value, language, 2);
  // A sum over invented points would be taken for the index, whatever stands beside it.
  if (score.placeholder) return t.totalPlaceholder;
  if (score.value !== undefined)
    return fill(t.totalKnown, { value: formatNumber(score.value, language, edition.total.decimals) });
  if (score.reached === undefined || edition.rule === 'weighted-mean')
    return fill(t.totalUnknown, { missing: score.missing.length });
  return fill(t.totalRange, {
    reached: points(score.reached),
    full: points(score.full),
    missing: score.missing.length,
    atMost: points(score.atMost),
  });
}

function Cheapest({ edition, steps }: Pick<EditionPageProps, 'edition' | 'steps'>) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const nodes = new Map([...nodesOf(edition.nodes)].map((node) => [node.code, node]));
  const points = (value: number) => formatNumber(value, language, 3);
  return (
    <>
      <h2>{t.cheapest}</h2>
      <p class="muted small">{steps.length === 0 ? t.cheapestNone : t.cheapestLead}</p>
      {steps.length === 0 ? null : (
        <DataTable
          caption={t.cheapest}
          hideCaption
          rows={steps.slice(0, 10)}
          rowKey={({ code, input }) => `${code} ${input.key}`}
          columns={[
            {
              key: 'node',
              label: t.node,
              heading: true,
              wide: true,
              cell: ({ code, input, placeholder }) => (
                <>
                  {code} {say(nodes.get(code)?.name ?? { vi: t.unnamed, en: t.unnamed }, language)}
                  <br />
                  <span class="muted small">{say(input.name, language)}</span>{' '}
                  {placeholder ? <Tag tone="soon">{t.placeholder}</Tag> : null}
                </>
              ),
            },
            { key: 'each', label: t.pointsEach, numeric: true, cell: (step) => points(step.pointsEach) },
            { key: 'needed', label: t.needed, numeric: true, cell: (step) => formatNumber(step.needed, language) },
            { key: 'left', label: t.pointsLeft, numeric: true, cell: (step) => points(step.pointsLeft) },
          ]}
        />
      )}
    </>
  );
}

function NodeTable({ edition, score }: Pick<EditionPageProps, 'edition' | 'score'>) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  const main = new Set(edition.nodes.map(({ code }) => code));
  return (
    <>
      <h2>{t.node}</h2>
      <DataTable
        caption={say(edition.name, language)}
        hideCaption
        rows={[...nodesOf(edition.nodes)]}
        rowKey={({ code }) => code}
        columns={[
          { key: 'code', label: t.code, tight: true, cell: ({ code }) => <span class="num">{code}</span> },
          {
            key: 'name',
            label: t.node,
            heading: true,
            wide: true,
            cell: (node) => {
              const words = node.name === undefined ? t.unnamed : say(node.name, language);
              return (
                <>
                  {main.has(node.code) ? <strong>{words}</strong> : <span class="index__component">{words}</span>}
                  {node.note === undefined ? null : <p class="muted small">{fill(t.scoring, { note: node.note })}</p>}
                  {node.source === undefined ? null : (
                    <p class="muted small">{fill(t.figuresFrom, { source: node.source })}</p>
                  )}
                </>
              );
            },
          },
          { key: 'points', label: t.maximum, cell: (node) => <Maximum edition={edition} node={node} /> },
          { key: 'reached', label: t.reached, cell: ({ code }) => <Reached score={score.nodes.get(code)} /> },
          {
            key: 'certainty',
            label: t.certainty,
            cell: ({ certainty }) => <Tag>{say(certaintyNames[certainty.name], language)}</Tag>,
          },
        ]}
      />
    </>
  );
}

function Maximum({ edition, node }: { edition: Edition; node: Node }) {
  const language = useLanguage();
  const t = indicatorTexts(language);
  if (edition.rule === 'weighted-mean')
    return <>{node.weight === undefined ? t.unknown : formatPercent(node.weight, language)}</>;
  if (node.points === undefined) return <>{t.unknown}</>;
  return (
    <>
      <span class="num">{formatNumber(node.points.full, language)}</span>{' '}
      {node.points.placeholder ? <Tag tone="soon">{t.placeholder}</Tag> : null}
    </>
  );
}

function Reached({ score }: { score: Score | undefined }) {
  const language = useLanguage();
  const words = reachedWords(score, language);
  if (score?.reached === undefined) return <span class="muted">{words}</span>;
  return (
    <>
      <span class="num">{words}</span>{' '}
      {score.placeholder ? <Tag tone="soon">{indicatorTexts(language).placeholder}</Tag> : null}
    </>
  );
}

/** `12,5`, `at least 3`, or why there are none. */
export function reachedWords(score: Score | undefined, language: Language): string {
  const t = indicatorTexts(language);
  if (score === undefined || score.state === 'not-scored') return '–';
  if (score.state === 'not-applicable') return t.noCase;
  if (score.reached === undefined) return t.missingInputs;
  const points = formatNumber(score.reached, language, 2);
  return score.state === 'known' ? points : fill(t.atLeast, { points });
}
