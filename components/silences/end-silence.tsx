"use client";
import { useQueryClient } from "@tanstack/react-query";
import { alertKeys, endSilenceRequest } from "#lib/alerting/client";
import type { SilenceView } from "#lib/alerting/schema";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";

/** Asks before a silence ends early, and says what will be heard again. Undefined: closed. */
export function EndSilence({ silence, onClose }: { silence: SilenceView | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const isFuture = silence?.state === "future";
  const muted = silence?.mutedCount ?? 0;
  return (
    <ConfirmDialog
      isOpen={silence !== undefined}
      onClose={onClose}
      title={isFuture ? "Take this silence back?" : "End this silence now?"}
      confirmLabel={isFuture ? "Take back" : "End silence"}
      onConfirm={() => endSilenceRequest(silence?.id ?? "").finally(() => void queryClient.invalidateQueries({ queryKey: alertKeys.all }))}
    >
      <p>
        “{silence?.words}”: {silence?.comment}.{" "}
        {isFuture
          ? "It has muted nothing yet, and only the audit log will know of it."
          : `${muted === 1 ? "One alert that still fires is" : `${muted.toLocaleString("en")} alerts that still fire are`} heard again at once.`}
      </p>
    </ConfirmDialog>
  );
}
