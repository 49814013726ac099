import { type Figure, isMet } from "./figure.ts";

/** Three significant figures, without an exponent. */
function short(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

function aimOf({ aim }: Figure): string {
  if (!aim) return "";
  return "atMost" in aim ? `≤ ${short(aim.atMost)}` : `≥ ${short(aim.atLeast)}`;
}

/** A table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const met = isMet(figure);
    return [
      figure.name,
      `${short(figure.value)} ${figure.unit}`,
      aimOf(figure),
      met === undefined ? "" : met ? "met" : "MISSED",
      figure.note ?? "",
    ];
  });
  const all = [["figure", "value", "aim", "", "against"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** One line for machines. */
export function lineOf(bench: string, at: Date, figures: readonly Figure[]): string {
  return JSON.stringify({ bench, at: at.toISOString(), figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })) });
}
