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

/** What a row is about: `user ada@example.test`, `node server 3`; a long id shows its beginning. */
export function subjectWords({ subjectKind, subjectId, subjectName }: Pick<AuditRow, "subjectKind" | "subjectId" | "subjectName">): string {
  return `${kindWords(subjectKind)} ${subjectName ?? (isUuid(subjectId) ? subjectId.slice(0, 8) : subjectId)}`;
}

/** `node-server` → `node server`. */
export function kindWords(kind: string): string {
  return kind.replaceAll("-", " ");
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);
}

/** One changed field of a row, for the table of before and after. */
export interface DiffLine {
  field: string;
  before: string | undefined;
  after: string | undefined;
  /** It is a secret: that it changed is all there is to say. */
  isHidden: boolean;
}

/** Every changed field with its whole values; undefined: there was none. Objects are written over several lines. */
export function diffLines(diff: AuditRow["diff"]): DiffLine[] {
  return Object.entries(diff).map(([field, [before, after]]) => ({
    field,
    before: wholeValue(before),
    after: wholeValue(after),
    isHidden: before === hidden || after === hidden,
  }));
}

/** What `audit()` writes in place of passwords, tokens and hashes. */
const hidden = "[secret]";

function wholeValue(value: unknown): string | undefined {
  if (isNothing(value)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

function valueWords(value: unknown): string {
  if (isNothing(value)) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
