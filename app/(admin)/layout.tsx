import type { ReactNode } from "react";
import { AlertBell } from "#components/alerts/alert-bell";
import { AlertPopups } from "#components/push/alert-popups";
import { SignedInShell } from "../signed-in-shell.tsx";

/** Each page asks for its own permission; this only asks for a session. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <SignedInShell
      path="/admin"
      bell={
        <>
          <AlertBell />
          <AlertPopups />
        </>
      }
    >
      {children}
    </SignedInShell>
  );
}
