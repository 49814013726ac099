import type { AuditRow } from "#lib/auth/schema";

const longest = 80;

/** `node-server.start-maintenance` → `Start maintenance`. */
export function actionWords(action: string): string {
  const words = (action.split(".").at(-1) ?? action).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One line for each changed field: `name: a → b`. A field that was not there before is only named with its value. */
export function diffWords(diff: AuditRow["diff"]): string[] {
  return Object.entries(diff).map(([field, [before, after]]) =>
    isNothing(before) ? `${field}: ${valueWords(after)}` : `${field}: ${valueWords(before)} → ${valueWords(after)}`,
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

function valueWords(value: unknown): string {
  if (isNothing(value)) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
