"use client";
import { IconBan } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeTelemetryToken, telemetryKeys } from "#lib/telemetry/client";
import type { TelemetryToken } from "#lib/telemetry/token-schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { notify } from "../ui/notify.ts";

/** Ends a token for good; the question says who is locked out. */
export function RevokeToken({ token: { id, name } }: { token: TelemetryToken }) {
  const [isAsking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const revoke = async () => {
    await revokeTelemetryToken(id);
    notify({ tone: "ok", text: `${name} is revoked` });
    void queryClient.invalidateQueries({ queryKey: telemetryKeys.tokens });
  };
  return (
    <>
      <Button isSmall variant="subtle" icon={<IconBan aria-hidden="true" />} onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Revoke ${name}?`}
        confirmLabel="Revoke token"
        onConfirm={revoke}
      >
        <p>
          Nodes that are connected with it are closed within 10 s and not let in again. What they sent is kept. This cannot be undone: make
          a new token and give it to the nodes that should go on.
        </p>
      </ConfirmDialog>
    </>
  );
}
