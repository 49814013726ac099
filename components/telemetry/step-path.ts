interface Step {
  atMs: number;
  value: number;
}

/** The path of a value that holds until its next change, in a box of `width` × `height`. `[fromMs, toMs]` is the box's width. */
export function stepPath(steps: readonly Step[], box: { fromMs: number; toMs: number; width: number; height: number }): string {
  if (steps.length === 0 || box.toMs <= box.fromMs) return "";
  const values = steps.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (ms: number) => round(((Math.min(box.toMs, Math.max(box.fromMs, ms)) - box.fromMs) / (box.toMs - box.fromMs)) * box.width);
  // A value that never changes is a line through the middle.
  const y = (value: number) => round(most === least ? box.height / 2 : box.height - ((value - least) / (most - least)) * box.height);
  const [first, ...rest] = steps;
  if (!first) return "";
  return `M${x(first.atMs)} ${y(first.value)}${rest.map((step) => `H${x(step.atMs)}V${y(step.value)}`).join("")}H${box.width}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
