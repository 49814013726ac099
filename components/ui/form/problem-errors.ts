import { ApiError } from "#lib/universal/api-client";

/** What a failed send says, sorted by where it is shown. */
export interface ProblemErrors {
  /** By field name and, of what lies within a field (`escalation.0.channelIds`), by path too; for `form.setErrors`. */
  fields: Record<string, string>;
  /** What belongs to no field of this form. */
  general: string | undefined;
}

/**
 * Sorts the server's answer: items whose path names a field of the form (`trafficFactor`, `body.trafficFactor`) go
 * beside it, the rest above the form. Never throws.
 */
export function problemErrors(error: unknown, fieldNames: readonly string[]): ProblemErrors {
  const items = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const { path, detail } of items) {
    const within = path.replace(/^body\./, "");
    const name = fieldNames.find((field) => within === field || within.startsWith(`${field}.`));
    if (name) {
      fields[name] ??= detail;
      fields[within] ??= detail;
    } else others.push(path ? `${path}: ${detail}` : detail);
  }
  if (Object.keys(fields).length > 0 && others.length === 0) return { fields, general: undefined };
  const reason = error instanceof Error ? error.message : "Something unexpected happened";
  return { fields, general: others.length > 0 ? others.join("; ") : reason };
}
