import type { ReactNode } from "react";
import { AppShell } from "#components/layout/app-shell";
import { RealtimeProvider } from "#components/providers/realtime-provider";
import { getMe } from "#lib/auth/get-me";
import type { Permission } from "#lib/auth/permissions";
import { seqForPage } from "#lib/realtime/read-events";
import { pageContext } from "./page-context.ts";

/** The frame of `(user)` and `(admin)`: session, live connection, shell. */
export async function SignedInShell({ path, permission, children }: { path: string; permission?: Permission; children: ReactNode }) {
  const ctx = await pageContext(path, permission);
  const [{ name, permissions }, initialSeq] = await Promise.all([getMe(ctx, {}), seqForPage(ctx.db, ctx.now)]);
  return (
    <RealtimeProvider initialSeq={initialSeq}>
      <AppShell account={{ email: ctx.actor.label, name, permissions }}>{children}</AppShell>
    </RealtimeProvider>
  );
}
