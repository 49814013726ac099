"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { beginSingleSignOn, singleSignOnQuery } from "#lib/auth/client";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";

/** Sign-in at the organisation's own provider, where this installation has one. */
export function SingleSignOnButton({ callbackUrl }: { callbackUrl: string }) {
  const { data: provider } = useQuery(singleSignOnQuery());
  const [isLeaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  if (!provider) return null;
  const begin = async () => {
    setLeaving(true);
    await beginSingleSignOn(callbackUrl).then(
      (url) => location.assign(url),
      (error: unknown) => {
        setFailure(error);
        setLeaving(false);
      },
    );
  };
  return (
    <>
      <Button isWide isLoading={isLeaving} onClick={() => void begin()}>
        Sign in with {provider.name}
      </Button>
      {failure !== undefined && <Notice tone="bad">{reasonOf(failure)}</Notice>}
    </>
  );
}
