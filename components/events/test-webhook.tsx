"use client";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notificationKeys, testWebhookRequest } from "#lib/notifications/client";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { notify } from "../ui/notify.ts";
import { outcomeWords } from "./outcome-words.ts";

/** Sends a test and says what really came of it. */
export function TestWebhook({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: () => testWebhookRequest(id),
    onSuccess: (delivery) => notify(outcomeWords(delivery)),
    onError: (error) => notify({ tone: "bad", text: reasonOf(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: notificationKeys.all }),
  });
  return (
    <Button isSmall icon={<IconSend aria-hidden="true" />} isLoading={test.isPending} onClick={() => test.mutate()}>
      Send test
    </Button>
  );
}
