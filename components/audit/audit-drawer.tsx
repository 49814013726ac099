"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { auditRowQuery } from "#lib/auth/client";
import type { AuditRow } from "#lib/auth/schema";
import { auditHref } from "../admin/audit-href.ts";
import { actionWords, kindWords, subjectWords } from "../admin/audit-words.ts";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { actorHref, subjectHref } from "../admin/subject-href.ts";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { MaybeLink } from "./audit-columns.tsx";
import css from "./audit-drawer.module.css";
import { DiffTable } from "./diff-table.tsx";

/** One row: who did what to what, from where, and every field before and after. Null: closed. */
export function AuditDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Audit row" kind="drawer">
      {id !== null && <AuditDrawerBody id={id} />}
    </Modal>
  );
}

function AuditDrawerBody({ id }: { id: string }) {
  const query = useQuery(auditRowQuery(id));
  return (
    <QueryState query={query} what="the audit row" skeleton={<Skeleton height="20rem" />}>
      {(row) => (
        <>
          <DrawerSection title={`${actionWords(row.action)}: ${subjectWords(row)}`}>
            <RowFacts row={row} />
          </DrawerSection>
          <DrawerSection title="Changes">
            <DiffTable diff={row.diff} />
          </DrawerSection>
          <DrawerSection title="More of the same">
            <ul className={css.links}>
              <li>
                <Link href={auditHref({ kind: row.subjectKind, subject: row.subjectId })}>Everything done to {subjectWords(row)}</Link>
              </li>
              <li>
                <Link href={auditHref(row.actorId ? { actorId: row.actorId } : { actor: row.actorLabel })}>
                  Everything done by {row.actorLabel}
                </Link>
              </li>
              <li>
                <Link href={auditHref({ action: row.action })}>
                  Every “{actionWords(row.action).toLowerCase()}” of a {kindWords(row.subjectKind)}
                </Link>
              </li>
            </ul>
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

const actorKinds: Record<AuditRow["actorKind"], string> = {
  user: "an account",
  api_key: "an API key",
  system: "the product itself",
  anonymous: "nobody signed in",
};

function RowFacts({ row }: { row: AuditRow }) {
  return (
    <Facts
      items={[
        ["Time", <ExactTime key="at" at={row.at} />],
        [
          "Who",
          <MaybeLink key="actor" href={actorHref(row.actorKind, row.actorId)}>
            {row.actorLabel}
          </MaybeLink>,
        ],
        ["Which is", actorKinds[row.actorKind]],
        ["Action", row.action],
        [
          "Subject",
          <MaybeLink key="subject" href={subjectHref(row.subjectKind, row.subjectId)}>
            {subjectWords(row)}
          </MaybeLink>,
        ],
        ["Subject id", <CopyId key="subjectId" id={row.subjectId} what="subject id" />],
        ["From", row.address ?? "–"],
        ["Request", row.requestId ? <CopyId key="request" id={row.requestId} what="request id" /> : "–"],
      ]}
    />
  );
}
