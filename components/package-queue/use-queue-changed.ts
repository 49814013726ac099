"use client";
import { useQueryClient } from "@tanstack/react-query";
import { authKeys } from "#lib/auth/client";
import { packageKeys } from "#lib/package-queue/client";

/** Call after a write to anybody's queue: everything that shows it is fetched anew. */
export function useQueueChanged(): () => void {
  const queryClient = useQueryClient();
  return () => {
    for (const queryKey of [packageKeys.all, authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
}
