"use client";
import { useQueryClient } from "@tanstack/react-query";
import { alertKeys } from "#lib/alerting/client";
import { authKeys } from "#lib/auth/client";
import { notify } from "../ui/notify.ts";

/** After a rule was written: what shows rules, alerts or the audit is asked again, and the person is told. */
export function useRuleDone(): (text: string) => void {
  const queryClient = useQueryClient();
  return (text) => {
    for (const queryKey of [alertKeys.all, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    notify({ tone: "ok", text });
  };
}
