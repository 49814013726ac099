"use client";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "#lib/universal/api-client";

/**
 * Server data in the browser. Fresh for 15 s (events make it stale earlier), tried again when the server is away as
 * long as it asks us to wait, never tried again when the answer is final.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, gcTime: 300_000, refetchOnWindowFocus: true, retry: shouldRetry, retryDelay } },
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  });
}

function shouldRetry(failureCount: number, error: Error): boolean {
  if (!(error instanceof ApiError)) return false;
  const isPassing = error.status === 0 || error.status === 429 || error.status === 502 || error.status === 503;
  return isPassing && failureCount < 3;
}

/** What the server asked for, else 1, 2, 4 s. */
function retryDelay(failureCount: number, error: Error): number {
  const askedS = error instanceof ApiError ? error.retryAfterS : undefined;
  return askedS !== undefined ? Math.min(askedS, 30) * 1000 : 1000 * 2 ** failureCount;
}

/** A session that ended (signed out elsewhere, disabled, expired) leads to sign-in and back here afterwards. */
function leaveWhenSignedOut(error: Error): void {
  if (!(error instanceof ApiError) || error.status !== 401) return;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}
