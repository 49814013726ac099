"use client";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useState } from "react";
import type { QueueItem } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { notify } from "../ui/notify.ts";
import { AdjustQuotaForm } from "./adjust-quota-form.tsx";
import { useQueueChanged } from "./use-queue-changed.ts";

/** Gives an item more, or takes some away. */
export function AdjustQuotaButton({ item }: { item: QueueItem }) {
  const [isOpen, setOpen] = useState(false);
  const changed = useQueueChanged();
  const close = () => setOpen(false);
  return (
    <>
      <Button isSmall icon={<IconAdjustmentsHorizontal aria-hidden="true" />} onClick={() => setOpen(true)}>
        Adjust quota
      </Button>
      <Modal isOpen={isOpen} onClose={close} title={`Adjust ${item.packageName} of ${item.userEmail}`}>
        <AdjustQuotaForm
          item={item}
          onCancel={close}
          onDone={({ status }) => {
            close();
            changed();
            notify({ tone: "ok", text: status === "consumed" ? `${item.packageName} has ended` : `${item.packageName} adjusted` });
          }}
        />
      </Modal>
    </>
  );
}
