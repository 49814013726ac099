import css from "./sparkline.module.css";

/** The shape of a series in a table cell; `values` from oldest to newest, null is a gap. It says nothing alone: put the number beside it. */
export function Sparkline({ values, color = "var(--fl-billed)" }: { values: readonly (number | null)[]; color?: string }) {
  const max = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = 100 / Math.max(1, values.length - 1);
  let isDrawing = false;
  const path = values.map((value, index) => {
    if (value === null) {
      isDrawing = false;
      return "";
    }
    const command = isDrawing ? "L" : "M";
    isDrawing = true;
    return `${command}${(index * step).toFixed(1)} ${(19 - (value / max) * 18).toFixed(1)}`;
  });
  return (
    <svg className={css.sparkline} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={path.join("")} stroke={color} />
    </svg>
  );
}
