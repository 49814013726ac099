import type { KeyboardEvent, MouseEvent } from "react";

/** The key of the row that a press on the table's body opens; undefined on a control in it, while selecting text, with a modifier. */
export function pressedRow(event: MouseEvent<HTMLElement>): string | undefined {
  if (event.metaKey || event.ctrlKey || event.shiftKey || window.getSelection()?.toString()) return undefined;
  const target = event.target as Element;
  return target.closest("a, button, input, label, select, [popover]") ? undefined : rowOf(target)?.dataset.rowKey;
}

/** Enter on a row opens it, which is answered; the arrows walk from row to row. */
export function keyedRow(event: KeyboardEvent<HTMLElement>): string | undefined {
  const row = rowOf(event.target as Element);
  if (row !== event.target) return undefined;
  if (event.key === "Enter") {
    // Else the same key presses the first button of the drawer that opens: its close button.
    event.preventDefault();
    return row?.dataset.rowKey;
  }
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : event.key === "ArrowUp" ? row?.previousElementSibling : null;
  if (row && next instanceof HTMLElement && next.dataset.rowKey !== undefined) {
    event.preventDefault();
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  return undefined;
}

function rowOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("tr[data-row-key]");
}
