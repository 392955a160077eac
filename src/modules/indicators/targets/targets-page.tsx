import { fill, formatDate, formatNumber, formatPercent, type Language, say } from '../../../platform/text.ts';
import { Alert, ChipLinks, type Column, DataTable, EmptyState, Page, Tag, useLanguage } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { disclosureTexts } from '../disclosure/texts.ts';
import { UnitPath } from '../pages/board-page.tsx';
import { indicatorHref, shown, withQuery } from '../pages/parts.tsx';
import { fewestCases, isShare, parentOf } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { certaintyNames } from '../texts.ts';
import type { ShareCheck } from './model.ts';
import type { BoundTarget, PartOfUnit, UnitShareOut } from './shared-targets.ts';
import { targetTexts, whyNoPart } from './texts.ts';
import { sharedFromInWords } from './words.ts';

export interface TargetsPageProps {
  readonly basis: Basis;
  readonly unit: Unit;
  readonly indicator: Indicator;
  readonly knownBy: string | undefined;
  /** All that bind the unit, the first due first. */
  readonly targets: readonly BoundTarget[];
  readonly target: BoundTarget | undefined;
  readonly shareOut: UnitShareOut | undefined;
  /** Of the units two levels below, where there are any. */
  readonly further: UnitsFurtherBelow | undefined;
}

export interface UnitsFurtherBelow {
  readonly level: Unit['level'];
  readonly check: ShareCheck;
  readonly rows: readonly { readonly unit: Unit; readonly target: BoundTarget | undefined }[];
}

export function targetsHref({ code }: Unit, { key }: Indicator, by?: string, knownBy?: string): string {
  return withQuery(`/chi-so/${code}/${key}/chi-tieu`, { den: by, biet: knownBy });
}

/** How the target of a unit is shared out to those below it, by which rule, and whether the parts add up. */
export function TargetsPage(props: TargetsPageProps) {
  const { basis, unit, indicator, targets, target, shareOut, further, knownBy } = props;
  const language = useLanguage();
  const t = targetTexts(language);
  const unitName = say(unit.name, language);
  const title = fill(t.titleOf, { indicator: say(indicator.name, language), unit: unitName });
  return (
    <Page title={title} section="/chi-so" description={t.lead}>
      <UnitPath basis={basis} unit={unit} last={t.crumb} />
      <h1>{title}</h1>
      <p class="muted">{t.lead}</p>
      {target === undefined ? (
        <EmptyState title={t.noTarget}>{fill(t.noTargetText, { unit: unitName })}</EmptyState>
      ) : (
        <>
          {targets.length < 2 ? null : (
            <ChipLinks
              label={t.dates}
              chips={targets.map(({ by }) => ({
                href: targetsHref(unit, indicator, by, knownBy),
                label: fill(t.until, { date: day(by, language) }),
                current: by === target.by,
              }))}
            />
          )}
          <TargetCard indicator={indicator} target={target} shareOut={shareOut} />
          {hasInvented(props) ? <Alert kind="warning">{t.synthetic}</Alert> : null}
          {shareOut === undefined ? (
            <EmptyState title={t.notShared}>{fill(t.notSharedText, { unit: unitName })}</EmptyState>
          ) : (
            <>
              <CheckCard props={props} check={shareOut.check} level={shareOut.parts[0]?.unit.level ?? 'commune'} />
              <PartsTable props={props} shareOut={shareOut} />
            </>
          )}
          {further === undefined ? null : (
            <>
              <CheckCard props={props} check={further.check} level={further.level} />
              <FurtherTable props={props} further={further} />
            </>
          )}
          {shareOut === undefined ? null : (
            <p>
              <a
                href={withQuery(`/chi-so/${unit.code}/${indicator.key}/chi-tieu.csv`, {
                  den: target.by,
                  biet: knownBy,
                })}
              >
                {t.csv}
              </a>
            </p>
          )}
        </>
      )}
      <p>
        <a href={indicatorHref(unit, indicator, undefined, knownBy)}>
          {say(indicator.name, language)}: {unitName}
        </a>
      </p>
    </Page>
  );
}

/** Whether invented dossiers are among what weights and standings were counted from. */
export function hasInvented({ basis, unit, indicator, shareOut }: TargetsPageProps): boolean {
  if (shareOut?.parts.some(({ standing }) => standing.synthetic) === true) return true;
  const counted = indicator.inputs.some(({ measure }) => measure !== undefined);
  return counted && basis.months.slice(-12).some((month) => basis.sample(unit, month).some);
}

function TargetCard({
  indicator,
  target,
  shareOut,
}: {
  indicator: Indicator;
  target: BoundTarget;
  shareOut: UnitShareOut | undefined;
}) {
  const language = useLanguage();
  const t = targetTexts(language);
  const from = sharedFromInWords(indicator, target, language);
  return (
    <section class="ds-card">
      <h2>{fill(t.target, { value: shown(indicator, target.value, language), date: day(target.by, language) })}</h2>
      <p>
        {from ?? fill(t.byDocument, { document: say(target.document, language) })}{' '}
        <Tag>{say(certaintyNames[target.certainty], language)}</Tag>
      </p>
      {shareOut === undefined ? null : (
        <>
          <h3>{t.howShared}</h3>
          {ruleInWords(indicator, shareOut, language).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
    </section>
  );
}

/** The rule with its numbers, a sentence each. */
function ruleInWords(indicator: Indicator, { rule, target }: UnitShareOut, language: Language): string[] {
  const t = targetTexts(language);
  const { sharing } = target;
  const share = isShare(indicator);
  const rounded = rule !== 'explicit' && !(rule === 'same' && share);
  return [
    rule === 'same' && !share
      ? t.equalCounts
      : rule === 'by-gap' && indicator.better === 'down'
        ? t.fewer
        : fill(t.ruleShare[rule], {
            value: shown(indicator, target.value, language),
            base: `“${sharing?.base?.measure ?? sharing?.base?.figure ?? ''}”`,
            cap: shown(indicator, sharing?.cap ?? 1, language),
          }),
    ...(sharing?.document === undefined
      ? []
      : [fill(t.sharingDocument, { document: say(sharing.document, language) })]),
    sharing?.on === undefined ? t.asOfNow : fill(t.asOf, { date: day(sharing.on, language) }),
    ...(rounded
      ? [
          fill(t.roundedTo, {
            step: share ? formatPercent(sharing?.step ?? 0.001, language) : formatNumber(sharing?.step ?? 1, language),
          }),
        ]
      : []),
  ];
}

function CheckCard({
  props: { indicator, target, basis },
  check,
  level,
}: {
  props: TargetsPageProps;
  check: ShareCheck;
  level: Unit['level'];
}) {
  const language = useLanguage();
  const t = targetTexts(language);
  const names = (codes: readonly string[]) =>
    codes.map((code) => say(basis.byCode.get(code)?.name ?? { vi: code, en: code }, language)).join(', ');
  return (
    <section class="ds-card">
      <h2>
        {t.levels[level]}: {t.check.toLowerCase()}
      </h2>
      {check.reached === undefined ? null : (
        <p>
          {fill(isShare(indicator) ? t.meanWords : t.sumWords, { value: shown(indicator, check.reached, language) })}
        </p>
      )}
      <Alert kind={check.holds === undefined ? 'info' : check.holds ? 'success' : 'warning'}>
        {checkInWords(indicator, check, target?.value ?? 0, language)}
      </Alert>
      {check.without.length === 0 ? null : (
        <p>{fill(t.without, { count: check.without.length, units: names(check.without) })}</p>
      )}
      {check.unweighed.length === 0 ? null : (
        <p>{fill(t.unweighed, { count: check.unweighed.length, units: names(check.unweighed) })}</p>
      )}
    </section>
  );
}

function checkInWords(indicator: Indicator, check: ShareCheck, target: number, language: Language): string {
  const t = targetTexts(language);
  if (check.difference === undefined) return t.cannotCheck;
  const off = Math.abs(check.difference);
  const digits = off * 100 < 0.1 ? 3 : 1;
  const difference = isShare(indicator)
    ? language === 'vi'
      ? `${formatNumber(off * 100, language, digits)} điểm phần trăm`
      : `${formatNumber(off * 100, language, digits)} percentage points`
    : formatNumber(off, language);
  const words = { target: shown(indicator, target, language), difference };
  if (off < 1e-9) return fill(t.enough, words);
  if (check.holds === true) return indicator.better === 'up' ? fill(t.over, words) : fill(t.enough, words);
  return fill(indicator.better === 'up' ? t.short : t.overMost, words);
}

function PartsTable({ props, shareOut }: { props: TargetsPageProps; shareOut: UnitShareOut }) {
  const { basis, indicator, knownBy } = props;
  const language = useLanguage();
  const t = targetTexts(language);
  const whole = shareOut.parts.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const columns: Column<PartOfUnit>[] = [
    {
      key: 'unit',
      label: t.unit,
      heading: true,
      cell: ({ unit }) => (
        <a
          href={
            basis.below(unit).length > 0
              ? targetsHref(unit, indicator, shareOut.target.by, knownBy)
              : indicatorHref(unit, indicator, undefined, knownBy)
          }
        >
          {say(unit.name, language)}
        </a>
      ),
    },
    {
      key: 'weight',
      label: t.weight,
      numeric: true,
      cell: ({ weight }) =>
        weight === undefined || whole === 0 ? t.unknown : formatPercent(weight / whole, language, 1),
    },
    { key: 'standing', label: t.standing, numeric: true, cell: (part) => standingShown(indicator, part, language) },
    {
      key: 'part',
      label: t.part,
      numeric: true,
      cell: ({ value }) => <b>{value === undefined ? '–' : shown(indicator, value, language)}</b>,
    },
    { key: 'how', label: t.how, wide: true, cell: (part) => howInWords(props, part, shareOut.target.by, language) },
  ];
  return (
    <DataTable
      caption={t.levels[shareOut.parts[0]?.unit.level ?? 'commune']}
      rows={shareOut.parts}
      rowKey={({ unit }) => unit.id}
      columns={columns}
    />
  );
}

/** Where so few cases stand behind a share that one can be told from it, it is not shown. */
function standingShown(indicator: Indicator, { standing }: PartOfUnit, language: Language): string {
  const t = targetTexts(language);
  if (standing.hidden !== undefined) return disclosureTexts(language)[standing.hidden];
  if (standing.value === undefined) return t.unknown;
  const base = indicator.inputs.find(({ key }) => key === indicator.base);
  const cases = base === undefined ? undefined : standing.inputs[base.key];
  if (base?.measure !== undefined && isShare(indicator) && (cases ?? 0) < fewestCases)
    return fill(t.fewCases, { cases: fewestCases });
  return shown(indicator, standing.value, language);
}

function howInWords({ basis, indicator }: TargetsPageProps, part: PartOfUnit, by: string, language: Language): string {
  const t = targetTexts(language);
  if (part.noPart !== undefined) return say(whyNoPart[part.noPart], language);
  if (!part.own) return t.byRule;
  const own = basis.targets.of(indicator, part.unit).find((each) => each.by === by);
  const document = say(own?.document ?? { vi: '', en: '' }, language);
  return part.byRule === undefined
    ? fill(t.ownOnly, { document })
    : fill(t.ownTarget, { document, value: shown(indicator, part.byRule, language) });
}

function FurtherTable({ props, further }: { props: TargetsPageProps; further: UnitsFurtherBelow }) {
  const { basis, indicator, knownBy } = props;
  const language = useLanguage();
  const t = targetTexts(language);
  return (
    <DataTable
      caption={t.levels[further.level]}
      rows={further.rows}
      rowKey={({ unit }) => unit.id}
      columns={[
        {
          key: 'unit',
          label: t.unit,
          heading: true,
          cell: ({ unit }) => (
            <a href={indicatorHref(unit, indicator, undefined, knownBy)}>{say(unit.name, language)}</a>
          ),
        },
        {
          key: 'district',
          label: t.district,
          cell: ({ unit }) => say(parentOf(basis, unit)?.name ?? { vi: '', en: '' }, language),
        },
        {
          key: 'part',
          label: t.part,
          numeric: true,
          cell: ({ target }) => <b>{target === undefined ? '–' : shown(indicator, target.value, language)}</b>,
        },
        {
          key: 'how',
          label: t.how,
          wide: true,
          cell: ({ target }) =>
            target === undefined
              ? t.unknown
              : target.own
                ? fill(t.ownOnly, { document: say(target.document, language) })
                : t.byRule,
        },
      ]}
    />
  );
}

function day(date: string, language: Language): string {
  return formatDate(Temporal.PlainDate.from(date), language);
}
