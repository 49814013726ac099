import { AuditList } from "../admin/audit-list.tsx";
import { Panel } from "../ui/panel.tsx";

/** Who changed what of one account. */
export function UserAuditPanel({ userId }: { userId: string }) {
  return (
    <Panel title="Audit" note="Who changed what of this account">
      <AuditList subjectKind="user" subjectId={userId} />
    </Panel>
  );
}
