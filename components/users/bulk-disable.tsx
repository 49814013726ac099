"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys, bulkDisableUsers } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { notify } from "../ui/notify.ts";
import { bulkQuestion } from "./bulk-question.ts";

/** What can be done with the ticked accounts of the table; nothing while none is ticked. */
export function BulkDisable({ users, onClear }: { users: readonly User[]; onClear: () => void }) {
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<"disable" | "enable">();
  if (users.length === 0) return null;
  const enabled = users.filter(({ disabledAt }) => disabledAt === null);
  const disabled = users.filter(({ disabledAt }) => disabledAt !== null);
  const chosen = asked === "enable" ? disabled : enabled;
  const question = bulkQuestion(asked ?? "disable", chosen);
  const change = async () => {
    const { changed } = await bulkDisableUsers({ ids: chosen.map(({ id }) => id), disabled: asked === "disable" });
    notify({ tone: "ok", text: `${changed} ${changed === 1 ? "user" : "users"} ${asked}d` });
    onClear();
    for (const queryKey of [authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <Button isSmall variant="subtle" onClick={onClear}>
        Clear selection
      </Button>
      {disabled.length > 0 && (
        <Button isSmall onClick={() => setAsked("enable")}>
          Enable {disabled.length}
        </Button>
      )}
      {enabled.length > 0 && (
        <Button isSmall variant="danger" onClick={() => setAsked("disable")}>
          Disable {enabled.length}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={question.title}
        confirmLabel={question.confirmLabel}
        onConfirm={change}
        isDanger={asked === "disable"}
      >
        <p>{question.text}</p>
      </ConfirmDialog>
    </>
  );
}
