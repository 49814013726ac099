/** A key that belongs to the page: not typed into a field, not for an open dialog, without a modifier. */
interface PageKey {
  key: string;
  /** It follows `g` within 1.5 s: it says where to go. */
  isAfterG: boolean;
}

const goWithinMs = 1500;

/** Reads presses for one listener; undefined for what does not belong to the page. Ask it for every press. */
export function createKeyReader(): (event: KeyboardEvent) => PageKey | undefined {
  let wentAtMs = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return undefined;
    const isAfterG = event.timeStamp - wentAtMs < goWithinMs;
    wentAtMs = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    return { key: event.key, isAfterG };
  };
}

/** Keys belong to the field that has the focus, and to an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null
  );
}
