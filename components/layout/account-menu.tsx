"use client";
import { IconDeviceMobile, IconKey, IconKeyboard, IconLogout } from "@tabler/icons-react";
import { IconButton } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { leave, leaveEverywhere } from "./leave.ts";
import type { Account } from "./navigation.ts";
import css from "./shell.module.css";

/** Who is signed in, the own password and second factor, sign-out. */
export function AccountMenu({ account, onShortcuts }: { account: Account; onShortcuts: () => void }) {
  // A letter: a digit is a word of its own to whoever listens, and not in the button's name.
  const initial = /\p{L}/u.exec(account.name || account.email)?.[0].toUpperCase();
  return (
    <Menu
      label="Account"
      trigger={(props) => (
        <IconButton {...props} label={`Account of ${account.email}`}>
          <span className={css.avatar} aria-hidden="true">
            {initial}
          </span>
        </IconButton>
      )}
      items={[
        { kind: "caption", label: account.email },
        { kind: "link", label: "Change password", icon: <IconKey aria-hidden="true" />, href: "/password" },
        { kind: "link", label: "Second factor", icon: <IconDeviceMobile aria-hidden="true" />, href: "/second-factor" },
        { label: "Keyboard shortcuts", icon: <IconKeyboard aria-hidden="true" />, onSelect: onShortcuts },
        { kind: "separator" },
        { label: "Sign out", icon: <IconLogout aria-hidden="true" />, onSelect: () => void leave() },
        { label: "Sign out everywhere", icon: <IconLogout aria-hidden="true" />, onSelect: () => void leaveEverywhere() },
      ]}
    />
  );
}
