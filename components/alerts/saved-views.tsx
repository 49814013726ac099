"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import css from "./saved-views.module.css";

const views = [
  { label: "Firing", search: "" },
  { label: "Waiting for somebody", search: "acknowledged=no&muted=no&sort=severity" },
  { label: "Critical", search: "severity=critical" },
  { label: "Muted", search: "muted=yes" },
  { label: "Resolved", search: "status=resolved" },
] as const;

/** Filters that one comes back to, each an address to bookmark or to send. */
export function SavedViews() {
  const present = new URLSearchParams(useSearchParams());
  present.delete("alert");
  present.sort();
  return (
    <nav aria-label="Views" className={css.views}>
      {views.map(({ label, search }) => (
        <Link
          key={label}
          href={search === "" ? "/admin/alerts" : `/admin/alerts?${search}`}
          className={css.view}
          scroll={false}
          aria-current={present.toString() === sorted(search) ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

function sorted(search: string): string {
  const params = new URLSearchParams(search);
  params.sort();
  return params.toString();
}
