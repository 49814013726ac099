"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { auditQuery } from "#lib/auth/client";
import { ExactTime } from "../ui/exact-time.tsx";
import { Notice } from "../ui/notice.tsx";

/** Since when an account is disabled and, for who may read the audit log, by whom. */
export function DisabledNotice({ id, at, canReadAudit }: { id: string; at: string; canReadAudit: boolean }) {
  const filter = { subjectKind: "user", subjectId: id, action: "user.disable", limit: 1 };
  const query = useInfiniteQuery({ ...auditQuery(filter), enabled: canReadAudit });
  const by = query.data?.pages[0]?.items[0]?.actorLabel;
  return (
    <Notice tone="warn" title="This account is disabled">
      <p>
        Since <ExactTime at={at} style="minute" />
        {by && <>, by {by}</>}. Nobody can sign in with it, and nodes do not serve it.
      </p>
    </Notice>
  );
}
