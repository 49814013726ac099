"use client";
import Link from "next/link";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Header } from "./header.tsx";
import { Logo } from "./logo.tsx";
import { type Account, navigationFor } from "./navigation.ts";
import css from "./shell.module.css";
import { Sidebar } from "./sidebar.tsx";
import { useCommands } from "./use-commands.tsx";
import { useLiveSession } from "./use-live-session.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const Palette = lazyDialog(
  () => import("./palette.tsx").then((module) => module.Palette),
  ({ isOpen }) => isOpen,
);
const ShortcutsDialog = lazyDialog(
  () => import("./shortcuts-dialog.tsx").then((module) => module.ShortcutsDialog),
  ({ isOpen }) => isOpen,
);

type Open = "palette" | "shortcuts" | "navigation" | undefined;

/**
 * The frame of every signed-in page: skip link, navigation, header, main. Used by the layouts of `(user)` and
 * `(admin)`; a page draws a `<Stack>` that begins with `<PageHeader>`.
 */
export function AppShell({ account, bell, children }: { account: Account; bell: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  // Each closes itself only: the browser's close event may come after the next one was opened.
  const close = (own: Open) => () => setOpen((current) => (current === own ? undefined : current));
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openShortcuts = useCallback(() => setOpen("shortcuts"), []);
  const items = useMemo(() => navigationFor(account).flatMap((section) => section.items), [account]);
  const commands = useCommands(account, openShortcuts);
  useLiveSession();
  useShortcuts(items, { openPalette, openShortcuts });

  return (
    <>
      <a href="#main" className={css.skip}>
        Skip to content
      </a>
      <div className={css.shell}>
        <nav className={css.sidebar} aria-label="Main">
          <Brand />
          <Sidebar account={account} />
        </nav>
        <div className={css.main}>
          <Header account={account} bell={bell} onMenu={() => setOpen("navigation")} onPalette={openPalette} onShortcuts={openShortcuts} />
          <main id="main" className={css.content} tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <Modal isOpen={open === "navigation"} onClose={close("navigation")} title="Fleetlight" kind="drawer">
        <nav aria-label="Main">
          <Sidebar account={account} onNavigate={close("navigation")} />
        </nav>
      </Modal>
      <Palette isOpen={open === "palette"} onClose={close("palette")} commands={commands} />
      <ShortcutsDialog isOpen={open === "shortcuts"} onClose={close("shortcuts")} items={items} />
    </>
  );
}

function Brand() {
  return (
    <Link href="/" className={css.brand}>
      <Logo />
      Fleetlight
    </Link>
  );
}
