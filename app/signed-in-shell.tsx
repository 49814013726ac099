import type { ReactNode } from "react";
import { AppShell } from "#components/layout/app-shell";
import { RealtimeProvider } from "#components/providers/realtime-provider";
import { getMe } from "#lib/auth/get-me";
import { currentActor, pageContext } from "./page-context.ts";

/** The frame of `(user)` and `(admin)`: live connection and shell, with the bell for those who may read alerts. Without a session the page itself leads to sign-in and back to its own path. */
export async function SignedInShell({ path, bell, children }: { path: string; bell?: ReactNode; children: ReactNode }) {
  if (!(await currentActor())) return children;
  const ctx = await pageContext(path);
  const { name, permissions } = await getMe(ctx, {});
  return (
    <RealtimeProvider>
      <AppShell account={{ email: ctx.actor.label, name, permissions }} bell={permissions.includes("monitoring:read") && bell}>
        {children}
      </AppShell>
    </RealtimeProvider>
  );
}
