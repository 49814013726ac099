"use client";
import { MessagePage } from "#components/layout/message-page";
import { Button } from "#components/ui/button";

/** Within the shell: the navigation stays, so that one can leave. `digest` finds the failure in the server's log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage isInside title="This page could not be drawn" action={<Button onClick={reset}>Try again</Button>}>
      Nothing you did is lost. {error.digest && `If it happens again, tell the operator this number: ${error.digest}.`}
    </MessagePage>
  );
}
