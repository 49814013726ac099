"use client";
import { IconDots, IconKey, IconPencil, IconTool, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { deleteNodeServer, fleetKeys, rotateToken, setMaintenance } from "#lib/fleet/client";
import type { NodeServerDetail } from "#lib/fleet/schema";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Menu } from "../ui/menu.tsx";
import { notify } from "../ui/notify.ts";
import { ServerEditForm } from "./server-edit-form.tsx";
import { ServerMaintenanceForm } from "./server-maintenance-form.tsx";

type Open = "maintenance" | "edit" | "rotate" | "delete" | undefined;

/** What an operator does with a server: maintenance, edit, new token, delete. */
export function ServerActions({ server }: { server: NodeServerDetail }) {
  const { id, name } = server;
  const [open, setOpen] = useState<Open>();
  const [isEnding, setEnding] = useState(false);
  const [secret, setSecret] = useState<{ token: string; installation: string }>();
  const queryClient = useQueryClient();
  const router = useRouter();
  const close = () => setOpen(undefined);
  const refresh = () => {
    for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  const done = (text: string) => {
    close();
    refresh();
    notify({ tone: "ok", text });
  };
  const endMaintenance = async () => {
    setEnding(true);
    await setMaintenance(id, { on: false }).then(
      () => done(`Maintenance of ${name} ended`),
      (error: unknown) => notify({ tone: "bad", text: reasonOf(error) }),
    );
    setEnding(false);
  };

  return (
    <>
      {server.status === "maintenance" ? (
        <Button icon={<IconTool aria-hidden="true" />} isLoading={isEnding} onClick={() => void endMaintenance()}>
          End maintenance
        </Button>
      ) : (
        <Button icon={<IconTool aria-hidden="true" />} onClick={() => setOpen("maintenance")}>
          Start maintenance
        </Button>
      )}
      <Menu
        label={`Actions for ${name}`}
        trigger={(props) => (
          <IconButton {...props} variant="default" label="More actions">
            <IconDots aria-hidden="true" />
          </IconButton>
        )}
        items={[
          { label: "Edit", icon: <IconPencil aria-hidden="true" />, onSelect: () => setOpen("edit") },
          { label: "Rotate token", icon: <IconKey aria-hidden="true" />, onSelect: () => setOpen("rotate") },
          { kind: "separator" },
          { label: "Delete", icon: <IconTrash aria-hidden="true" />, isDanger: true, onSelect: () => setOpen("delete") },
        ]}
      />
      <Modal isOpen={open === "maintenance"} onClose={close} title={`Maintenance of ${name}`}>
        <ServerMaintenanceForm
          send={(input) => setMaintenance(id, input)}
          onDone={() => done(`${name} is in maintenance`)}
          onCancel={close}
        />
      </Modal>
      <Modal isOpen={open === "edit"} onClose={close} title={`Edit ${name}`} kind="wide">
        <ServerEditForm server={server} onDone={() => done(`${name} saved`)} onCancel={close} />
      </Modal>
      <ConfirmDialog
        isOpen={open === "rotate"}
        onClose={close}
        title={`Rotate the token of ${name}?`}
        confirmLabel="Rotate token"
        onConfirm={() => rotateToken(id).then(setSecret)}
      >
        <p>The present token stops working at once. Until the machine has the new one, {name} reports nothing and goes offline.</p>
      </ConfirmDialog>
      <SecretDialog
        isOpen={secret !== undefined}
        onClose={() => {
          setSecret(undefined);
          refresh();
        }}
        title={`New token of ${name}`}
        secrets={
          secret
            ? [
                { name: "token", value: secret.token },
                { name: "configuration", value: secret.installation },
              ]
            : []
        }
      />
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={`Delete ${name}?`}
        confirmLabel="Delete server"
        onConfirm={() =>
          deleteNodeServer(id).then(() => {
            notify({ tone: "ok", text: `${name} deleted` });
            router.push("/admin/servers");
            void queryClient.invalidateQueries({ queryKey: fleetKeys.all(), refetchType: "none" });
          })
        }
      >
        <p>
          {lossText(server)} This cannot be undone. A server whose traffic stands in the ledger is not deleted: disable its nodes instead.
        </p>
      </ConfirmDialog>
    </>
  );
}

/** `With it go its 2 nodes (a, b), its status history and its load history.` */
function lossText({ clients }: NodeServerDetail): string {
  const nodes =
    clients.length === 0
      ? ""
      : `its ${clients.length === 1 ? "node" : `${clients.length} nodes`} (${clients.map(({ name }) => name).join(", ")}), `;
  return `With it go ${nodes}its token, its status history and its load history.`;
}
