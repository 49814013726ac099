"use client";
import { useQueryClient } from "@tanstack/react-query";
import { authKeys } from "#lib/auth/client";
import { packageKeys } from "#lib/package-queue/client";
import { notify } from "../ui/notify.ts";

/** Makes what is on the page stale after a package was changed, and says what was done. */
export function usePackageDone(): (text: string) => void {
  const queryClient = useQueryClient();
  return (text) => {
    for (const queryKey of [packageKeys.all, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    notify({ tone: "ok", text });
  };
}
