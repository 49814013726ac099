import type { ReactNode } from "react";
import { AlertBell } from "#components/alerts/alert-bell";
import { SignedInShell } from "../signed-in-shell.tsx";

/** Each page asks for its own permission; this only asks for a session. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <SignedInShell path="/admin" bell={<AlertBell />}>
      {children}
    </SignedInShell>
  );
}
