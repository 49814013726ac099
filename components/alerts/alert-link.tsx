"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { Alert } from "#lib/alerting/schema";
import { useAlertParams } from "./use-alert-params.ts";

/** Opens an alert's drawer; the filters stay, and it can be opened in a tab of its own. */
export function AlertLink({ alert: { id, title } }: { alert: Pick<Alert, "id" | "title"> }) {
  const [, setParams] = useAlertParams();
  const params = new URLSearchParams(useSearchParams());
  params.set("alert", id);
  return (
    <Link
      href={`/admin/alerts?${params}`}
      scroll={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        // The page is here already: only its address changes.
        event.preventDefault();
        void setParams({ alert: id });
      }}
    >
      {title}
    </Link>
  );
}
