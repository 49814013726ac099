"use client";
import { IconTool } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { fleetKeys, setManyMaintenance } from "#lib/fleet/client";
import type { NodeServer } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { notify } from "../ui/notify.ts";
import { ServerMaintenanceForm } from "./server-maintenance-form.tsx";

interface ManyMaintenanceProps {
  servers: readonly NodeServer[];
  /** The selection is of no more use. */
  onDone: () => void;
}

/** Maintenance of every ticked server at once, on or off: all or none. */
export function ManyMaintenance({ servers, onDone }: ManyMaintenanceProps) {
  const [open, setOpen] = useState<"start" | "end">();
  const queryClient = useQueryClient();
  const ids = servers.map(({ id }) => id);
  const held = servers.filter(({ status }) => status === "maintenance");
  const done = (text: string) => {
    setOpen(undefined);
    onDone();
    notify({ tone: "ok", text });
    for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <Button isSmall variant="subtle" onClick={onDone}>
        Clear selection
      </Button>
      {held.length > 0 && (
        <Button isSmall icon={<IconTool aria-hidden="true" />} onClick={() => setOpen("end")}>
          End maintenance of {held.length}
        </Button>
      )}
      <Button isSmall icon={<IconTool aria-hidden="true" />} onClick={() => setOpen("start")}>
        Start maintenance of {servers.length}
      </Button>
      <Modal isOpen={open === "start"} onClose={() => setOpen(undefined)} title={`Maintenance of ${serversText(servers.length)}`}>
        <FormStack>
          <p>{namesOf(servers)}</p>
          <ServerMaintenanceForm
            send={(input) => setManyMaintenance({ ids, ...input })}
            onDone={({ changed }) => done(`${serversText(changed)} in maintenance`)}
            onCancel={() => setOpen(undefined)}
          />
        </FormStack>
      </Modal>
      <ConfirmDialog
        isOpen={open === "end"}
        onClose={() => setOpen(undefined)}
        title={`End maintenance of ${serversText(held.length)}?`}
        confirmLabel="End maintenance"
        isDanger={false}
        onConfirm={() =>
          setManyMaintenance({ ids: held.map(({ id }) => id), on: false }).then(({ changed }) =>
            done(`Maintenance of ${serversText(changed)} ended`),
          )
        }
      >
        <p>{namesOf(held)}: each is then online or offline by its last heartbeat.</p>
      </ConfirmDialog>
    </>
  );
}

function serversText(count: number): string {
  return count === 1 ? "1 server" : `${count} servers`;
}

function namesOf(servers: readonly NodeServer[]): string {
  return servers.map(({ name }) => name).join(", ");
}
