import { IconDownload } from "@tabler/icons-react";
import { auditCsvUrl } from "#lib/auth/client";
import { AuditList } from "../admin/audit-list.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";

/** Who changed what of one account. */
export function UserAuditPanel({ userId }: { userId: string }) {
  const subject = { subjectKind: "user", subjectId: userId };
  return (
    <Panel
      title="Audit"
      note="Who changed what of this account"
      actions={
        <ButtonLink isSmall variant="subtle" href={auditCsvUrl(subject)} download icon={<IconDownload aria-hidden="true" />}>
          CSV
        </ButtonLink>
      }
    >
      <AuditList {...subject} />
    </Panel>
  );
}
