"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { acknowledgeAlertRequest, actOnAlertsRequest, alertKeys, unacknowledgeAlertRequest } from "#lib/alerting/client";
import type { Alert } from "#lib/alerting/schema";
import { reasonOf } from "../ui/error-state.tsx";
import { notify } from "../ui/notify.ts";

/** What one press does to an alert, with a way back for 10 s. Everything on the page is asked for again afterwards. */
export function useAlertActions() {
  const queryClient = useQueryClient();
  const refresh = useCallback(() => queryClient.invalidateQueries({ queryKey: alertKeys.all }), [queryClient]);
  const tell = async (doing: Promise<unknown>, said: Parameters<typeof notify>[0]) => {
    await doing.then(
      () => notify(said),
      (error: unknown) => notify({ tone: "bad", text: `${reasonOf(error)}.` }),
    );
    await refresh();
  };
  const takeBack = ({ id, title }: Pick<Alert, "id" | "title">) =>
    tell(unacknowledgeAlertRequest(id), { tone: "ok", text: `Taken back: ${title}` });
  const takeManyBack = (ids: string[]) =>
    tell(actOnAlertsRequest({ ids, action: "unacknowledge" }), { tone: "ok", text: `${ids.length} taken back` });
  return {
    refresh,
    takeBack,
    takeManyBack,
    acknowledge: ({ id, title }: Pick<Alert, "id" | "title">) =>
      tell(acknowledgeAlertRequest({ id }), { tone: "ok", text: `Acknowledged: ${title}`, undo: () => void takeBack({ id, title }) }),
  };
}
