import {
  memo,
  useCallback,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import styles from './VirtualTable.module.css';

/** A column of a {@link VirtualTable}. */
export interface VirtualColumn<Row, Id extends string = string> {
  id: Id;
  label: ReactNode;
  /** In pixels; what is left over is shared out in proportion. */
  width: number;
  cell(row: Row): ReactNode;
  isSortable?: boolean;
}

/** How a {@link VirtualTable} is sorted now. */
interface VirtualSort<Id extends string> {
  column: Id;
  descending: boolean;
}

const HEADER_ROWS = 1;

interface BodyRowProps<Row> {
  row: Row;
  index: number;
  columns: readonly VirtualColumn<Row>[];
  height: number;
}

// Scrolling renders the table many times, and this only for the rows that come into sight.
const BodyRow = memo(function MemoisedRow<Row>(props: BodyRowProps<Row>) {
  const { row, index, columns, height } = props;
  const [heading, ...others] = columns;
  return (
    <tr
      aria-rowindex={index + 1 + HEADER_ROWS}
      data-index={index}
      style={{ height }}
    >
      <th scope="row">{heading.cell(row)}</th>
      {others.map(column => (
        <td key={column.id}>{column.cell(row)}</td>
      ))}
    </tr>
  );
}) as <Row>(props: BodyRowProps<Row>) => ReactElement;

/**
 * A table of any number of rows, of which only those in sight are in the document. It is a
 * native table, so that screen readers know what it is; its first column is each row's
 * heading, stays in sight, and is walked through with the arrow keys.
 */
export function VirtualTable<Row, Id extends string>(props: {
  label: string;
  rows: readonly Row[];
  /** Memoised: rows are rendered again when it changes. */
  columns: readonly VirtualColumn<Row, Id>[];
  getKey: (row: Row) => string;
  /** In pixels, for every row. */
  rowHeight: number;
  sort?: VirtualSort<Id>;
  onSort?: (column: Id) => void;
}): ReactElement {
  const { label, rows, columns, getKey, rowHeight, sort, onSort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number>();

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: index => getKey(rows[index]),
    overscan: 6,
    // The row that has the focus stays in the document: otherwise scrolling would lose it.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range);
      return focused === undefined ||
        focused >= rows.length ||
        shown.includes(focused)
        ? shown
        : [...shown, focused].sort((a, b) => a - b);
    },
  });

  const items = virtualizer.getVirtualItems();
  const width = columns.reduce((sum, column) => sum + column.width, 0);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const heading = headingOf(event);
    if (heading === undefined) return;
    const next = nextIndex(event.key, heading, rows.length);
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    virtualizer.scrollToIndex(next);
    focusWhenThere(scroller.current, next);
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="region"
      aria-label={label}
      // It scrolls, so the keyboard must be able to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table
        className={styles.table}
        style={{ minWidth: width }}
        aria-label={label}
        aria-rowcount={rows.length + HEADER_ROWS}
      >
        <colgroup>
          {columns.map(column => (
            <col
              key={column.id}
              style={{ width: `${(column.width / width) * 100}%` }}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(column => (
              <HeaderCell
                key={column.id}
                column={column}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        {/* The keys are those of the links in it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody
          onKeyDown={onKeyDown}
          onFocus={event => setFocused(indexOf(event.target))}
          onBlur={() => setFocused(undefined)}
        >
          {items.map((item, position) => (
            <Placed
              key={item.key}
              gap={item.start - (items[position - 1]?.end ?? 0)}
              columns={columns.length}
            >
              <BodyRow
                row={rows[item.index]}
                index={item.index}
                columns={columns}
                height={rowHeight}
              />
            </Placed>
          ))}
          <Gap
            height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)}
            columns={columns.length}
          />
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell<Row, Id extends string>(props: {
  column: VirtualColumn<Row, Id>;
  sort?: VirtualSort<Id>;
  onSort?: (column: Id) => void;
}) {
  const { column, sort, onSort } = props;
  if (!column.isSortable || !onSort) return <th scope="col">{column.label}</th>;
  const isSorted = sort?.column === column.id;
  const direction = sort?.descending ? 'descending' : 'ascending';
  const Arrow = sort?.descending ? RiArrowDownLine : RiArrowUpLine;
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(column.id)}
      >
        {column.label}
        <Arrow
          size={14}
          aria-hidden
          className={styles.arrow}
          data-shown={isSorted}
        />
      </button>
    </th>
  );
}

/** A row with the space of the rows above it that are not in the document. */
function Placed(props: { gap: number; columns: number; children: ReactNode }) {
  return (
    <>
      <Gap height={props.gap} columns={props.columns} />
      {props.children}
    </>
  );
}

function Gap(props: { height: number; columns: number }) {
  if (props.height <= 0) return null;
  return (
    <tr aria-hidden className={styles.gap} style={{ height: props.height }}>
      <td colSpan={props.columns} />
    </tr>
  );
}

function indexOf(element: Element): number | undefined {
  const row = element.closest<HTMLElement>('tr[data-index]');
  return row ? Number(row.dataset.index) : undefined;
}

/** The index of the row whose heading a key was pressed in. */
function headingOf(event: KeyboardEvent<HTMLElement>): number | undefined {
  const target = event.target as Element;
  // What is opened from a row, such as a menu, is its child for React only.
  if (!event.currentTarget.contains(target)) return undefined;
  return target.closest('th') ? indexOf(target) : undefined;
}

function nextIndex(
  key: string,
  index: number,
  count: number,
): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Focuses a row's heading as soon as it has been scrolled into the document. */
function focusWhenThere(
  scroller: HTMLElement | null,
  index: number,
  tries: number = 10,
) {
  const link = scroller?.querySelector<HTMLElement>(
    `tr[data-index="${index}"] > th a, tr[data-index="${index}"] > th button`,
  );
  if (link) link.focus({ preventScroll: true });
  else if (tries > 0)
    requestAnimationFrame(() => focusWhenThere(scroller, index, tries - 1));
}

/** Sorting by a column: the first press as it is, the second the other way round. */
export function useSortBy<Id extends string>(
  sort: VirtualSort<Id>,
  onChange: (sort: VirtualSort<Id>) => void,
): (column: Id) => void {
  return useCallback(
    column =>
      onChange({
        column,
        descending: sort.column === column && !sort.descending,
      }),
    [sort, onChange],
  );
}
