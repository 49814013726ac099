import css from "./spread-bar.module.css";

interface SpreadBarProps {
  min: number;
  median: number;
  p90: number;
  max: number;
  /** The ends of the scale that all bars of a table share, ns. */
  scale: { least: number; most: number };
}

/** A thin line from the least to the most, thick from the median to the 90th percentile: short and left is fast and even. */
export function SpreadBar({ min, median, p90, max, scale }: SpreadBarProps) {
  // Calls differ by thousands: on a linear scale the longest would be all there is to see.
  const log = (ns: number) => Math.log10(Math.max(1, ns));
  const [least, most] = [log(scale.least), Math.max(log(scale.most), log(scale.least) + 1)];
  const place = (ns: number) => ((log(ns) - least) / (most - least)) * 100;
  const span = (from: number, to: number) => ({
    insetInlineStart: `${place(from)}%`,
    inlineSize: `${Math.max(1.5, place(to) - place(from))}%`,
  });
  return (
    <span className={css.scale} aria-hidden="true">
      <span className={css.whole} style={span(min, max)} />
      <span className={css.spread} style={span(median, p90)} />
    </span>
  );
}
