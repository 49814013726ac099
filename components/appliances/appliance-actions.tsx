"use client";
import { IconDots, IconKey, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { applianceKeys, deleteAppliance, rotateApplianceToken } from "#lib/appliances/client";
import type { Appliance, ApplianceToken } from "#lib/appliances/schema";
import { authKeys } from "#lib/auth/client";
import { IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Menu } from "../ui/menu.tsx";
import { notify } from "../ui/notify.ts";
import { ApplianceSecretDialog } from "./appliance-secret-dialog.tsx";
import { RenameApplianceForm } from "./rename-appliance-form.tsx";

/** What an operator does with an appliance: rename, new token, delete. */
export function ApplianceActions({ appliance }: { appliance: Appliance }) {
  const { id, name } = appliance;
  const [open, setOpen] = useState<"rename" | "rotate" | "delete">();
  const [made, setMade] = useState<ApplianceToken>();
  const queryClient = useQueryClient();
  const router = useRouter();
  const close = () => setOpen(undefined);
  const refresh = () => {
    for (const queryKey of [applianceKeys.all, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        trigger={(props) => (
          <IconButton {...props} variant="default" label="More actions">
            <IconDots aria-hidden="true" />
          </IconButton>
        )}
        items={[
          { label: "Rename", icon: <IconPencil aria-hidden="true" />, onSelect: () => setOpen("rename") },
          { label: "Rotate token", icon: <IconKey aria-hidden="true" />, onSelect: () => setOpen("rotate") },
          { kind: "separator" },
          { label: "Delete", icon: <IconTrash aria-hidden="true" />, isDanger: true, onSelect: () => setOpen("delete") },
        ]}
      />
      <Modal isOpen={open === "rename"} onClose={close} title={`Rename ${name}`}>
        <RenameApplianceForm
          appliance={appliance}
          onCancel={close}
          onDone={() => {
            close();
            refresh();
            notify({ tone: "ok", text: "Name saved" });
          }}
        />
      </Modal>
      <ConfirmDialog
        isOpen={open === "rotate"}
        onClose={close}
        title={`Rotate the token of ${name}?`}
        confirmLabel="Rotate token"
        onConfirm={() => rotateApplianceToken(id).then(setMade)}
      >
        <p>The present token stops working at once. Until the machine has the new one, {name} reports nothing and falls silent.</p>
      </ConfirmDialog>
      <ApplianceSecretDialog
        made={made}
        onClose={() => {
          setMade(undefined);
          refresh();
        }}
      />
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={`Delete ${name}?`}
        confirmLabel="Delete appliance"
        onConfirm={() =>
          deleteAppliance(id).then(() => {
            notify({ tone: "ok", text: `${name} deleted` });
            router.push("/admin/appliances");
            void queryClient.invalidateQueries({ queryKey: applianceKeys.all, refetchType: "none" });
          })
        }
      >
        <p>
          With it go its token, its inventory, the capacity history of{" "}
          {appliance.repositoryCount === 1 ? "its repository" : `its ${appliance.repositoryCount} repositories`} and all its tasks. This
          cannot be undone. The machine itself keeps what it stores.
        </p>
      </ConfirmDialog>
    </>
  );
}
