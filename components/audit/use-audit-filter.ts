"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { AuditFilter } from "#lib/auth/client";
import type { RangeState } from "../ui/range/use-range.ts";

const fields = { actor: parseAsString, actorId: parseAsString, action: parseAsString, kind: parseAsString, subject: parseAsString };

/** The filters of the audit page in the URL, and as the API takes them. An actor's id comes from links, its label from the field. */
export function useAuditFilter(range: RangeState & { isUnbounded: boolean }) {
  const [values, set] = useQueryStates(fields);
  const { from, to } = range.range;
  const [fromMs, toMs] = range.isUnbounded ? [undefined, undefined] : [from.getTime(), to.getTime()];
  return useMemo(() => {
    const filter: AuditFilter = {
      ...(values.actor && { actor: values.actor }),
      ...(values.actorId && { actorId: values.actorId }),
      ...(values.action && { action: values.action }),
      ...(values.kind && { subjectKind: values.kind }),
      ...(values.subject && { subjectId: values.subject }),
      ...(fromMs !== undefined && { from: new Date(fromMs).toISOString() }),
      ...(toMs !== undefined && { to: new Date(toMs).toISOString() }),
    };
    return { values, set, filter };
  }, [values, set, fromMs, toMs]);
}
