import Link from "next/link";
import type { AuditRow } from "#lib/auth/schema";
import { actionWords, diffWords, kindWords, subjectWords } from "../admin/audit-words.ts";
import { actorHref, subjectHref } from "../admin/subject-href.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import css from "./audit-columns.module.css";

/** A link where there is a page, else the words alone. */
export function MaybeLink({ href, children }: { href: string | undefined; children: string }) {
  return href === undefined ? children : <Link href={href}>{children}</Link>;
}

export const auditColumns: Column<AuditRow>[] = [
  { id: "at", header: "Time", card: "title", cell: ({ at }) => <ExactTime at={at} /> },
  {
    id: "actor",
    header: "Who",
    cell: ({ actorKind, actorId, actorLabel }) => (
      <span className={css.wrap}>
        <MaybeLink href={actorHref(actorKind, actorId)}>{actorLabel}</MaybeLink>
      </span>
    ),
  },
  {
    id: "action",
    header: "Did",
    cell: ({ action, subjectKind }) => (
      <span title={action}>
        {actionWords(action)} <span className={css.quiet}>{kindWords(subjectKind)}</span>
      </span>
    ),
  },
  {
    id: "subject",
    header: "To",
    cell: (row) => (
      <span className={css.wrap} title={row.subjectId}>
        <MaybeLink href={subjectHref(row.subjectKind, row.subjectId)}>
          {subjectWords(row).slice(kindWords(row.subjectKind).length + 1)}
        </MaybeLink>
      </span>
    ),
  },
  {
    id: "changes",
    header: "Changed",
    cell: ({ diff }) => <span className={css.changes}>{diffWords(diff).join(" · ") || "–"}</span>,
  },
  { id: "address", header: "From", align: "end", cell: ({ address }) => address ?? "–", isExtra: true },
  { id: "request", header: "Request", cell: ({ requestId }) => requestId ?? "–", isExtra: true },
];
