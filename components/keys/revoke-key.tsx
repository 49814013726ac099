"use client";
import { IconBan } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys, revokeApiKey } from "#lib/auth/client";
import type { ApiKey } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { notify } from "../ui/notify.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { permissionWords } from "./permission-groups.ts";

/** Ends a key for good; the question says what stops working. */
export function RevokeKey({ apiKey }: { apiKey: ApiKey }) {
  const { id, name, prefix, permissions, lastUsedAt } = apiKey;
  const [isAsking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const revoke = async () => {
    await revokeApiKey(id);
    notify({ tone: "ok", text: `${name} is revoked` });
    for (const queryKey of [authKeys.apiKeys, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
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
        confirmLabel="Revoke key"
        onConfirm={revoke}
      >
        <p>
          Whatever calls the API with the key {prefix} is refused from its next request on, and its event streams end within 10 s. It may
          do: {permissionWords(permissions)}.
        </p>
        <p>
          {lastUsedAt === null ? (
            "It has never been used."
          ) : (
            <>
              It was last used <RelativeTime at={lastUsedAt} />.
            </>
          )}{" "}
          This cannot be undone: make a new key and give it to what uses this one.
        </p>
      </ConfirmDialog>
    </>
  );
}
