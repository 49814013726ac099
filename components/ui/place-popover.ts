/**
 * Puts a fixed element below its trigger (above when there is no room), aligned to the trigger's end or start and
 * kept 8 px inside the window. Sizes in CSS pixels.
 */
export function placePopover(popover: HTMLElement, trigger: HTMLElement, align: "start" | "end"): void {
  const from = trigger.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const isRtl = getComputedStyle(trigger).direction === "rtl";
  const isLeftAligned = (align === "start") !== isRtl;
  const left = isLeftAligned ? from.left : from.right - size.width;
  const hasRoomBelow = from.bottom + 4 + size.height <= window.innerHeight - 8;
  popover.style.left = `${Math.min(Math.max(8, left), window.innerWidth - size.width - 8)}px`;
  // Above, its lower edge is held: what loads inside lets it grow away from the trigger.
  popover.style.top = hasRoomBelow ? `${from.bottom + 4}px` : "auto";
  popover.style.bottom = hasRoomBelow ? "auto" : `${Math.min(window.innerHeight - from.top + 4, window.innerHeight - size.height - 8)}px`;
}
