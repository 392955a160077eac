import { fill, formatNumber, type Language, say } from '../../../platform/text.ts';
import {
  Alert,
  Breadcrumbs,
  ChipLinks,
  type Column,
  DataTable,
  EmptyState,
  Page,
  useLanguage,
} from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { sampleInWords } from '../disclosure/texts.ts';
import { AsKnown } from '../pages/board-page.tsx';
import { gapInWords } from '../pages/headline.tsx';
import {
  boardHref,
  indicatorHref,
  monthInWords,
  StandingTag,
  shown,
  targetInWords,
  valueInWords,
  valueNote,
} from '../pages/parts.tsx';
import { type BoardRow, fewestCases, isShare, parentOf } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { indicatorTexts } from '../texts.ts';
import { compareHref } from './address.ts';
import type { Verdict } from './compare.ts';
import { Sparkline } from './sparkline.tsx';
import { comparingTexts } from './texts.ts';

export interface ComparedRow {
  readonly indicator: Indicator;
  /** One for each unit, in the order of the units. */
  readonly cells: readonly BoardRow[];
  readonly verdict: Verdict;
}

export interface ComparePageProps {
  readonly basis: Basis;
  readonly month: string | undefined;
  readonly knownBy: string | undefined;
  /** As chosen, without those that are not there or named twice. */
  readonly units: readonly Unit[];
  readonly rows: readonly ComparedRow[];
}

/** The same indicators of two or three units side by side, and which is better where that can be said. */
export function ComparePage(props: ComparePageProps) {
  const { units, rows, month, knownBy, basis } = props;
  const language = useLanguage();
  const t = comparingTexts(language);
  const names = units.map(({ name }) => say(name, language));
  const title = units.length < 2 ? t.title : fill(t.titleOf, { units: names.join(' – ') });
  return (
    <Page title={title} section="/chi-so" description={t.lead}>
      <Breadcrumbs items={[{ label: indicatorTexts(language).title, href: '/chi-so' }, { label: t.title }]} />
      <h1>{title}</h1>
      <p class="muted">
        {t.lead} {month === undefined ? null : `${monthInWords(month, language)}.`}
      </p>
      <AsKnown knownBy={knownBy} back={compareHref(units, month)} />
      <ChooseForm {...props} />
      {units.length === 1 ? <Neighbours {...props} unit={units[0] as Unit} /> : null}
      {units.length < 2 || month === undefined ? (
        <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
      ) : (
        <>
          <Samples basis={basis} units={units} month={month} />
          <Table {...props} month={month} />
          <p class="muted small">{fill(t.fairness, { cases: fewestCases })}</p>
          {rows.length === 0 ? null : (
            <p>
              <a href={compareHref(units, month, knownBy, '.csv')}>{t.csv}</a>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

/** How much of each unit's month is invented. */
function Samples({ basis, units, month }: Pick<ComparePageProps, 'basis' | 'units'> & { readonly month: string }) {
  const language = useLanguage();
  const made = units.flatMap((unit) => {
    const told = sampleInWords(basis.sample(unit, month), language, indicatorTexts(language));
    return told === undefined ? [] : [{ unit, told }];
  });
  if (made.length === 0) return null;
  return (
    <Alert kind="warning">
      {made.map(({ unit, told }) => (
        <span key={unit.id}>
          <b>{say(unit.name, language)}</b>: {told}{' '}
        </span>
      ))}
    </Alert>
  );
}

function ChooseForm({ basis, month, knownBy, units }: ComparePageProps) {
  const language = useLanguage();
  const t = comparingTexts(language);
  return (
    <form class="ds-card compare-form actions" action="/chi-so/so-sanh" method="get">
      <UnitSelect basis={basis} name="a" label={t.first} chosen={units[0]} />
      <UnitSelect basis={basis} name="b" label={t.second} chosen={units[1]} />
      <UnitSelect basis={basis} name="c" label={t.third} chosen={units[2]} />
      <div>
        <label class="ds-label" for="compare-month">
          {t.month}
        </label>
        <select class="ds-input" id="compare-month" name="thang">
          {basis.months.toReversed().map((each) => (
            <option key={each} value={each} selected={each === month}>
              {monthInWords(each, language, each === basis.today.toString().slice(0, 7))}
            </option>
          ))}
        </select>
      </div>
      {knownBy === undefined ? null : <input type="hidden" name="biet" value={knownBy} />}
      <button class="ds-button" type="submit">
        {t.show}
      </button>
    </form>
  );
}

function UnitSelect({
  basis,
  name,
  label,
  chosen,
}: {
  basis: Basis;
  name: string;
  label: string;
  chosen: Unit | undefined;
}) {
  const language = useLanguage();
  const t = comparingTexts(language);
  const option = (unit: Unit) => (
    <option key={unit.id} value={unit.code} selected={unit.id === chosen?.id}>
      {say(unit.name, language)}
    </option>
  );
  const province = basis.province;
  const top = province === undefined ? [] : [province, ...basis.below(province)];
  return (
    <div>
      <label class="ds-label" for={`compare-${name}`}>
        {label}
      </label>
      <select class="ds-input" id={`compare-${name}`} name={name}>
        <option value="">{t.none}</option>
        {top.map(option)}
        {top.slice(1).map((district) =>
          basis.below(district).length === 0 ? null : (
            <optgroup key={district.id} label={say(district.name, language)}>
              {basis.below(district).map(option)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}

/** Units beside the first one: a comparison in one step. */
function Neighbours({ basis, unit, month, knownBy }: ComparePageProps & { readonly unit: Unit }) {
  const language = useLanguage();
  const above = parentOf(basis, unit);
  const others = above === undefined ? [] : basis.below(above).filter(({ id }) => id !== unit.id);
  if (others.length === 0) return null;
  return (
    <ChipLinks
      label={comparingTexts(language).neighbours}
      chips={others.map((other) => ({
        href: compareHref([unit, other], month, knownBy),
        label: say(other.name, language),
        current: false,
      }))}
    />
  );
}

function Table({ units, rows, month, knownBy }: ComparePageProps & { readonly month: string }) {
  const language = useLanguage();
  const t = comparingTexts(language);
  const columns: Column<ComparedRow>[] = [
    {
      key: 'indicator',
      label: t.indicator,
      heading: true,
      wide: true,
      cell: ({ indicator }) => say(indicator.name, language),
    },
    ...units.map(
      (unit, at): Column<ComparedRow> => ({
        key: unit.code,
        label: say(unit.name, language),
        cell: ({ indicator, cells }) => (
          <Cell row={cells[at] as BoardRow} unit={unit} href={indicatorHref(unit, indicator, month, knownBy)} />
        ),
      }),
    ),
    { key: 'verdict', label: t.verdict, cell: (row) => verdictInWords(row, units, language) },
  ];
  return (
    <>
      <p>
        {units.map((unit, at) => (
          <span key={unit.id}>
            {at === 0 ? '' : ' · '}
            <a href={boardHref(unit, month, knownBy)}>{say(unit.name, language)}</a>
          </span>
        ))}
      </p>
      <DataTable
        caption={t.title}
        hideCaption
        rows={rows}
        rowKey={({ indicator }) => indicator.key}
        empty={<EmptyState title={t.noCommon} />}
        columns={columns}
      />
    </>
  );
}

function Cell({ row, unit, href }: { row: BoardRow; unit: Unit; href: string }) {
  const language = useLanguage();
  const t = comparingTexts(language);
  const { indicator, value, outlook, series } = row;
  const target = targetInWords(row, language);
  const gap = outlook?.gap === 0 ? undefined : gapInWords(row, language);
  const told = series.map((each) => (each.value === undefined ? '–' : shown(indicator, each.value, language)));
  return (
    <div class="compare-cell">
      <a class="num" href={href}>
        {valueInWords(indicator, value, language)}
      </a>{' '}
      <small class="muted">{valueNote(indicator, value, language)}</small>
      <Sparkline
        values={series.map((each) => each.value)}
        label={fill(t.trend, {
          indicator: say(indicator.name, language),
          unit: say(unit.name, language),
          values: told.join('; '),
        })}
      />
      {target === undefined ? null : (
        <small>
          {fill(t.target, { target })}
          {gap === undefined ? '' : `; ${fill(t.gap, { gap })}`}
        </small>
      )}
      {outlook === undefined || outlook.standing === 'unknown' ? null : <StandingTag standing={outlook.standing} />}
    </div>
  );
}

export function verdictInWords(
  { indicator, verdict }: ComparedRow,
  units: readonly Unit[],
  language: Language,
): string {
  const t = comparingTexts(language);
  if (verdict.kind !== 'better') return fill(t[verdict.kind], { cases: fewestCases });
  return fill(t.better, {
    unit: say(units[verdict.at]?.name ?? { vi: '', en: '' }, language),
    by: isShare(indicator)
      ? fill(t.points, { value: formatNumber(verdict.by * 100, language, 1) })
      : formatNumber(verdict.by, language),
  });
}
