"use client";
import { IconDeviceDesktop, IconDeviceMobile, IconKey, IconKeyboard, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useColorScheme } from "../providers/color-scheme.ts";
import { leave } from "./leave.ts";
import type { PaletteCommand } from "./match-commands.ts";
import { type Account, navigationFor } from "./navigation.ts";

/** What the palette offers: every page this person may open, and what can be done from anywhere. */
export function useCommands(account: Account, openShortcuts: () => void): PaletteCommand[] {
  const router = useRouter();
  const { choose } = useColorScheme();
  return useMemo(() => {
    const pages = navigationFor(account).flatMap((section) =>
      section.items.map(
        ({ label, href, icon: Icon }): PaletteCommand => ({
          label,
          group: section.label,
          icon: <Icon size={16} />,
          run: () => router.push(href),
        }),
      ),
    );
    return [
      ...pages,
      { label: "Light theme", group: "Theme", icon: <IconSun size={16} />, run: () => choose("light") },
      { label: "Dark theme", group: "Theme", icon: <IconMoon size={16} />, run: () => choose("dark") },
      { label: "System theme", group: "Theme", icon: <IconDeviceDesktop size={16} />, run: () => choose("auto") },
      { label: "Keyboard shortcuts", group: "Help", icon: <IconKeyboard size={16} />, run: openShortcuts },
      { label: "Change password", group: "Account", icon: <IconKey size={16} />, run: () => router.push("/password") },
      { label: "Second factor", group: "Account", icon: <IconDeviceMobile size={16} />, run: () => router.push("/second-factor") },
      { label: "Sign out", group: "Account", icon: <IconLogout size={16} />, run: () => void leave() },
    ];
  }, [account, router, choose, openShortcuts]);
}
