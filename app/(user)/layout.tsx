import type { ReactNode } from "react";
import { SignedInShell } from "../signed-in-shell.tsx";

export default function UserLayout({ children }: { children: ReactNode }) {
  return <SignedInShell path="/my">{children}</SignedInShell>;
}
