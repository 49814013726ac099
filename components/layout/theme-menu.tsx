"use client";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useColorScheme } from "../providers/color-scheme.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";

const schemes = [
  { value: "light", label: "Light", icon: <IconSun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <IconMoon aria-hidden="true" /> },
  { value: "auto", label: "System", icon: <IconDeviceDesktop aria-hidden="true" /> },
] as const;

/** Light, dark, or what the system says. */
export function ThemeMenu() {
  const { choice, choose } = useColorScheme();
  return (
    <Menu
      label="Theme"
      trigger={(props) => (
        <IconButton {...props} label="Theme">
          <IconSun aria-hidden="true" />
        </IconButton>
      )}
      items={schemes.map(({ value, label, icon }) => ({
        kind: "choice",
        label,
        icon,
        isChosen: choice === value,
        onSelect: () => choose(value),
      }))}
    />
  );
}
