import type { ComponentChildren } from 'preact';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row, index: number) => ComponentChildren;
  /** Right-aligned, tabular figures. */
  readonly numeric?: boolean | undefined;
  /** The cell that names the row: its header, and the title of its card on a narrow screen. */
  readonly heading?: boolean | undefined;
  /** May be sorted by; `sort.hrefOf` gives the address. */
  readonly sortable?: boolean | undefined;
  /** The header is read out but not shown (check boxes, buttons). */
  readonly hideLabel?: boolean | undefined;
  /** Gets room even where others press: long sentences. */
  readonly wide?: boolean | undefined;
  /** A person's name: never squeezed into a syllable a line. */
  readonly name?: boolean | undefined;
  /** As narrow as its content. */
  readonly tight?: boolean | undefined;
}

export interface Sorting {
  readonly key: string;
  readonly direction: 'up' | 'down';
  readonly hrefOf: (key: string, direction: 'up' | 'down') => string;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly hideCaption?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly sort?: Sorting | undefined;
  /** Shown in place of an empty table. */
  readonly empty?: ComponentChildren;
  /** Rows answer to J, K, Enter (with `inbox-keys.js`). */
  readonly keyboard?: boolean | undefined;
  readonly isSelected?: ((row: Row) => boolean) | undefined;
  /** Sums, below. */
  readonly footer?: readonly ComponentChildren[] | undefined;
  /** Keeps columns on a narrow screen and scrolls inside: for figures that are compared. */
  readonly scroll?: boolean | undefined;
}

/** A table that turns into cards on a narrow screen. Roles are written out, since `display: block` would take them away. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0 && props.empty !== undefined) return <>{props.empty}</>;
  const table = (
    <table
      class={props.scroll === true ? 'table' : 'table table--cards'}
      {...as('table')}
      {...(props.keyboard === true ? { 'data-key-rows': true } : {})}
    >
      <caption class={props.hideCaption === true ? 'ds-sr-only' : undefined}>{props.caption}</caption>
      <thead {...as('rowgroup')}>
        <tr {...as('row')}>
          {props.columns.map((column) => (
            <HeaderCell key={column.key} column={column} sort={props.sort} />
          ))}
        </tr>
      </thead>
      <tbody {...as('rowgroup')}>
        {props.rows.map((row, index) => (
          <BodyRow key={props.rowKey(row, index)} row={row} index={index} props={props} />
        ))}
      </tbody>
      {props.footer === undefined ? null : (
        <tfoot {...as('rowgroup')}>
          <tr {...as('row')}>
            {props.footer.map((cell, index) => (
              <td
                key={props.columns[index]?.key}
                {...as('cell')}
                class={cellClass(props.columns[index])}
                data-label={props.columns[index]?.label}
              >
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
  if (props.scroll !== true) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" aria-label={props.caption} tabIndex={0}>
      {table}
    </section>
  );
}

/** The role an element has anyway, kept where the style sheet changes its `display`. */
function as<Role extends string>(role: Role): { role: Role } {
  return { role };
}

function BodyRow<Row>({ row, index, props }: { row: Row; index: number; props: DataTableProps<Row> }) {
  const selected = props.isSelected?.(row) === true;
  return (
    <tr {...as('row')} class={selected ? 'is-selected' : undefined}>
      {props.columns.map((column) => {
        const shared = { class: cellClass(column), 'data-label': column.hideLabel === true ? undefined : column.label };
        return column.heading === true ? (
          <th key={column.key} {...as('rowheader')} scope="row" {...shared}>
            {column.cell(row, index)}
          </th>
        ) : (
          <td key={column.key} {...as('cell')} {...shared}>
            {column.cell(row, index)}
          </td>
        );
      })}
    </tr>
  );
}

function cellClass(column: Column<never> | undefined): string | undefined {
  const classes = [
    column?.numeric === true ? 'num is-right' : '',
    column?.tight === true ? 'is-tight' : '',
    column?.wide === true ? 'is-wide' : '',
    column?.name === true ? 'is-name' : '',
  ]
    .filter(Boolean)
    .join(' ');
  return classes === '' ? undefined : classes;
}

function HeaderCell({ column, sort }: { column: Column<never>; sort: Sorting | undefined }) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  const linked = column.sortable === true && sort !== undefined;
  const active = sort?.key === column.key ? sort.direction : undefined;
  const ariaSort = active === undefined ? undefined : active === 'up' ? 'ascending' : 'descending';
  return (
    <th
      {...as('columnheader')}
      scope="col"
      class={[cellClass(column), linked ? 'is-sortable' : ''].filter(Boolean).join(' ') || undefined}
      aria-sort={ariaSort}
    >
      {linked ? (
        <a href={sort.hrefOf(column.key, active === 'up' ? 'down' : 'up')} title={t.sortBy(column.label)}>
          {column.label}
          <span aria-hidden="true">{active === undefined ? ' ↕' : active === 'up' ? ' ↑' : ' ↓'}</span>
        </a>
      ) : (
        <span class={column.hideLabel === true ? 'ds-sr-only' : undefined}>{column.label}</span>
      )}
    </th>
  );
}
