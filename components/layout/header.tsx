"use client";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/button.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionPill } from "./connection-pill.tsx";
import type { Account } from "./navigation.ts";
import css from "./shell.module.css";
import { ThemeMenu } from "./theme-menu.tsx";

interface HeaderProps {
  account: Account;
  /** How many alerts wait, where the person may know. */
  bell: ReactNode;
  onMenu: () => void;
  onPalette: () => void;
  onShortcuts: () => void;
}

/** Above every page: search, whether the page is live, theme, account; the burger on small screens. */
export function Header({ account, bell, onMenu, onPalette, onShortcuts }: HeaderProps) {
  return (
    <header className={css.header}>
      <div className={css.burger}>
        <IconButton label="Open navigation" onClick={onMenu}>
          <IconMenu2 aria-hidden="true" />
        </IconButton>
      </div>
      <button type="button" className={css.search} onClick={onPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={15} aria-hidden="true" />
        <span className={css.searchText}>Search or go to…</span>
        <span className={css.kbd} aria-hidden="true">
          Ctrl K
        </span>
      </button>
      {bell}
      <ConnectionPill />
      <ThemeMenu />
      <AccountMenu account={account} onShortcuts={onShortcuts} />
    </header>
  );
}
