import { DomainError } from "#lib/core/errors";
import type { ProblemItem } from "#lib/universal/problem";
import { conditionKinds, conditionOf } from "./condition-registry.ts";

/**
 * The parameters of a rule as its kind reads them, defaults filled in.
 * @throws DomainError unprocessable naming the kind, or every parameter that is wrong or unknown
 */
export function checkParams(kind: string, params: Record<string, unknown>): Record<string, unknown> {
  const declared = conditionOf(kind);
  if (!declared) {
    const known = conditionKinds().map((other) => other.kind);
    const detail = `There is no condition "${kind}"; there are ${known.join(", ")}`;
    throw new DomainError("unprocessable", detail, { errors: [{ path: "kind", code: "unknown", detail }] });
  }
  const parsed = declared.params.safeParse(params);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const errors: ProblemItem[] = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: `params.${key}`, code: "unknown", detail: `${kind} has no parameter ${key}` }))
      : [{ path: ["params", ...issue.path].join("."), code: issue.code, detail: issue.message }],
  );
  throw new DomainError("unprocessable", errors.map(({ path, detail }) => `${path}: ${detail}`).join("; "), { errors });
}
