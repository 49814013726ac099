"use client";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { RangeState } from "../ui/range/use-range.ts";
import { auditFilterOf, auditFilterParams } from "./audit-filter-params.ts";

/** The filters of the audit page in the URL, and as the API takes them. */
export function useAuditFilter({ range, isUnbounded }: RangeState & { isUnbounded: boolean }) {
  const [values, set] = useQueryStates(auditFilterParams);
  const filter = useMemo(() => auditFilterOf(values, isUnbounded ? undefined : range), [values, range, isUnbounded]);
  return { values, set, filter };
}
