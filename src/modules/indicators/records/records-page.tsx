import type { ComponentChildren } from 'preact';
import { fill, formatDate, formatNumber, type Language, say } from '../../../platform/text.ts';
import { Breadcrumbs, ChipLinks, DataTable, EmptyState, Page, Stack, Tag } from '../../../web/index.ts';
import { type CountedDossier, statusNames } from '../../dossiers/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { indicatorHref, monthInWords, withQuery } from '../pages/parts.tsx';
import type { Records } from './read-records.ts';
import { recordTexts } from './texts.ts';

export interface FigureBehind {
  readonly language: Language;
  readonly unit: Unit;
  readonly indicator: Indicator;
  readonly month: string;
  /** Key of the input that is looked into. */
  readonly input: string;
}

export function recordsHref(
  { unit, indicator, month, input }: Omit<FigureBehind, 'language'>,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  return withQuery(`/mot-cua/chi-so/${unit.code}/${indicator.key}/ho-so`, { so: input, thang: month, ...more });
}

/** Around both lists: which figure it is, and the other numbers that it is made of. */
export function FigureFrame(props: FigureBehind & { children: ComponentChildren }) {
  const { language, unit, indicator, month, input } = props;
  const t = recordTexts(language);
  const title = fill(t.title, {
    indicator: say(indicator.name, language),
    unit: say(unit.name, language),
    month: monthInWords(month, language).toLocaleLowerCase(language),
  });
  return (
    <Page title={title} kind="officer" noIndex>
      <Stack>
        <Breadcrumbs
          items={[
            {
              label: `${say(indicator.name, language)}: ${say(unit.name, language)}`,
              href: indicatorHref(unit, indicator, month),
            },
            { label: say(inputOf(indicator, input).name, language) },
          ]}
        />
        <h1>{title}</h1>
        <ChipLinks
          label={t.inputs}
          chips={indicator.inputs.map((each) => ({
            href: recordsHref({ unit, indicator, month, input: each.key }),
            label: say(each.name, language),
            current: each.key === input,
          }))}
        />
        {props.children}
        <p>
          <a href={indicatorHref(unit, indicator, month)}>{t.back}</a>
        </p>
      </Stack>
    </Page>
  );
}

export function inputOf({ inputs }: Indicator, key: string): Indicator['inputs'][number] {
  return inputs.find((each) => each.key === key) ?? (inputs[0] as Indicator['inputs'][number]);
}

export interface RecordsPageProps extends FigureBehind {
  readonly records: Records;
  readonly rows: readonly CountedDossier[];
  readonly more: boolean;
  readonly order: 'filed' | 'code';
  readonly direction: 'up' | 'down';
}

/** The dossiers behind a counted number that the officer may open, and how many others there are. */
export function RecordsPage(props: RecordsPageProps) {
  const { language, records, rows, more, order, direction } = props;
  const t = recordTexts(language);
  const last = rows.at(-1);
  return (
    <FigureFrame {...props}>
      <p>{agreementInWords(records, language)}</p>
      <p class="muted small">{t.lead}</p>
      <DataTable
        caption={say(inputOf(props.indicator, props.input).name, language)}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        sort={{
          key: order,
          direction,
          hrefOf: (key, way) =>
            recordsHref(props, { xep: key === 'code' ? 'ma' : 'nop', chieu: way === 'up' ? 'len' : 'xuong' }),
        }}
        empty={<EmptyState title={t.empty}>{records.all === 0 ? t.noFigure : t.emptyText}</EmptyState>}
        columns={[
          {
            key: 'code',
            label: t.dossier,
            heading: true,
            sortable: true,
            cell: ({ code, synthetic }) => (
              <>
                <a class="nowrap" href={`/mot-cua/ho-so/${code}`}>
                  {code}
                </a>{' '}
                {synthetic ? <Tag>{t.sample}</Tag> : null}
              </>
            ),
          },
          {
            key: 'procedure',
            label: t.procedure,
            wide: true,
            cell: ({ procedureName }) => say(procedureName, language),
          },
          { key: 'status', label: t.status, cell: ({ status }) => say(statusNames[status], language) },
          {
            key: 'filed',
            label: t.filed,
            sortable: true,
            numeric: true,
            cell: ({ filedAt }) => formatDate(filedAt.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate(), language),
          },
          { key: 'adds', label: t.adds, cell: ({ id }) => addsInWords(records.open.get(id) ?? 0, language) },
        ]}
      />
      {more && last !== undefined ? (
        <p>
          <a
            class="ds-button"
            data-variant="secondary"
            rel="next"
            href={recordsHref(props, {
              xep: order === 'code' ? 'ma' : 'nop',
              chieu: direction === 'up' ? 'len' : 'xuong',
              sau: last.id,
            })}
          >
            {t.next}
          </a>
        </p>
      ) : null}
    </FigureFrame>
  );
}

function agreementInWords({ all, others }: Records, language: Language): string {
  const t = recordTexts(language);
  const number = (value: number) => formatNumber(value, language);
  if (others === 0) return fill(t.allYours, { all: number(all) });
  return fill(t.someYours, { all: number(all), mine: number(all - others), others: number(others) });
}

function addsInWords(value: number, language: Language): string {
  const t = recordTexts(language);
  return value < 0
    ? fill(t.takenOut, { value: formatNumber(-value, language) })
    : fill(t.addsWords, { value: formatNumber(value, language) });
}
