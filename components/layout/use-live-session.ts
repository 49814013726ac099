"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { sessionQuery } from "#lib/auth/client";

/** Keeps the session alive while a page is open, and leads to sign-in when it has ended. */
export function useLiveSession(): void {
  const { data } = useQuery(sessionQuery());
  const hasEnded = data === null;

  // The address bar is the outside system.
  useEffect(() => {
    if (hasEnded) location.assign(`/sign-in?callbackUrl=${encodeURIComponent(`${location.pathname}${location.search}`)}`);
  }, [hasEnded]);
}
