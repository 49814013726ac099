import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { classNames } from "../class-names.ts";
import type { Column, Selection, Sort } from "./column.ts";
import { nextSort } from "./sort-rows.ts";
import css from "./table.module.css";

interface TableHeadProps<T> {
  columns: readonly Column<T>[];
  sort: Sort | undefined;
  onSort: (sort: Sort | undefined) => void;
  selection: Selection | undefined;
  allKeys: () => string[];
}

/** Column names; those that can be sorted are buttons. */
export function TableHead<T>({ columns, sort, onSort, selection, allKeys }: TableHeadProps<T>) {
  const isAll = selection !== undefined && selection.keys.size > 0 && allKeys().every((key) => selection.keys.has(key));
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: CSS makes cards of it on a phone, which would take the meaning away
    <thead role="rowgroup">
      <tr role="row">
        {selection && (
          <th role="columnheader" scope="col" className={classNames(css.head, css.check)}>
            <input
              type="checkbox"
              className={css.checkbox}
              aria-label="Select all loaded rows"
              checked={isAll}
              onChange={() => selection.onChange(isAll ? new Set() : new Set(allKeys()))}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            role="columnheader"
            scope="col"
            className={classNames(css.head, column.align === "end" && css.end)}
            style={column.width ? { width: column.width } : undefined}
            aria-sort={sort?.column === column.id ? (sort.isDescending ? "descending" : "ascending") : undefined}
          >
            {column.sortBy ? (
              <button type="button" className={css.sort} onClick={() => onSort(nextSort(sort, column.id))}>
                {column.header}
                {sort?.column === column.id && sort.isDescending ? (
                  <IconArrowDown aria-hidden="true" />
                ) : (
                  <IconArrowUp aria-hidden="true" />
                )}
              </button>
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
