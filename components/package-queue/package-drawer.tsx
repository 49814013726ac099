"use client";
import { useQuery } from "@tanstack/react-query";
import { packageQuery } from "#lib/package-queue/client";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PackageActions } from "./package-actions.tsx";
import { PackageFacts } from "./package-facts.tsx";
import { PackageVersions } from "./package-versions.tsx";

interface PackageDrawerProps {
  /** A version; null: closed. */
  id: string | null;
  /** Another version, or null to close. */
  onOpen: (id: string | null) => void;
  canWrite: boolean;
  canAudit: boolean;
}

/** One version of a package: its terms and who has it, the other versions, who changed it. */
export function PackageDrawer({ id, ...props }: PackageDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={() => props.onOpen(null)} title="Package" kind="drawer">
      {id !== null && <PackageDrawerBody id={id} {...props} />}
    </Modal>
  );
}

function PackageDrawerBody({ id, onOpen, canWrite, canAudit }: PackageDrawerProps & { id: string }) {
  const query = useQuery(packageQuery(id));
  return (
    <QueryState query={query} what="the package" skeleton={<Skeleton height="30rem" />}>
      {(sold) => (
        <>
          <DrawerSection
            title={`${sold.name}, version ${sold.version}`}
            actions={
              canWrite && (
                <Row>
                  <PackageActions sold={sold} onOpen={onOpen} />
                </Row>
              )
            }
          >
            <PackageFacts sold={sold} />
          </DrawerSection>
          <DrawerSection title="Versions">
            <PackageVersions series={sold.series} openId={sold.id} />
          </DrawerSection>
          {canAudit && (
            <DrawerSection title={`Audit of version ${sold.version}`}>
              <AuditList subjectKind="package" subjectId={sold.id} />
            </DrawerSection>
          )}
        </>
      )}
    </QueryState>
  );
}
