"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import css from "./table.module.css";
import { TableRow } from "./table-row.tsx";
import type { RowsProps } from "./table-rows.tsx";

/** A row's height in rem, as table.module.css has it; cards of a phone are measured. */
const rowRem = 2.75;
/** Drawn beyond the window's edges, so that scrolling and the arrow keys find them there. */
const overscan = 12;

/**
 * Of thousands of rows those that are in the window, with empty rows as high as the others in their place. The page itself
 * scrolls, as with every table. The first drawing, on the server too, has as many as a window holds.
 */
export function VirtualRows<T>({ rows, rowKey, ...shared }: RowsProps<T>) {
  const start = useRef<HTMLTableRowElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // The place of the table on the page is the browser's to know.
  useLayoutEffect(() => {
    const place = () => start.current && setScrollMargin(Math.round(start.current.getBoundingClientRect().top + window.scrollY));
    place();
    const watch = new ResizeObserver(place);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowRem * 16,
    overscan,
    scrollMargin,
    getItemKey: (index) => keyAt(index),
    initialRect: { width: 1280, height: 900 },
  });
  const keyAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? index : String(rowKey(row, index));
  };
  const items = virtualizer.getVirtualItems();
  const before = (items[0]?.start ?? scrollMargin) - scrollMargin;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin);
  return (
    // biome-ignore-start lint/a11y/noAriaHiddenOnFocusable: these rows hold a place and nothing else; nobody can focus them
    <>
      <tr ref={start} aria-hidden="true">
        <td className={css.gap} style={{ height: before }} />
      </tr>
      {items.map(({ index, key }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <TableRow key={String(key)} row={row} rowKey={String(key)} index={index} measure={virtualizer.measureElement} {...shared} />
        );
      })}
      <tr aria-hidden="true">
        <td className={css.gap} style={{ height: Math.max(0, after) }} />
      </tr>
    </>
    // biome-ignore-end lint/a11y/noAriaHiddenOnFocusable: see above
  );
}
