import {
  IconActivity,
  IconBell,
  IconBellOff,
  IconChartBar,
  IconChartDots,
  IconClockPlay,
  IconDatabase,
  IconFileDatabase,
  IconGauge,
  IconHeartbeat,
  IconHexagons,
  IconHistory,
  IconKey,
  IconListCheck,
  IconPackage,
  IconReceipt,
  IconSend,
  IconServer,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconStopwatch,
  IconThumbUp,
  IconTool,
  IconUsers,
  IconWorld,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Me } from "#lib/auth/schema";

/** One place of the product. */
export interface NavigationItem {
  label: string;
  href: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Second key after `g`, unique: `g n` goes to Nodes. */
  shortcut: string;
  /** Shown to people who hold it; everybody signed in otherwise. */
  permission?: Me["permissions"][number];
}

export interface NavigationSection {
  label: string;
  items: NavigationItem[];
}

/** Every page that exists, in the order of the sidebar. The sidebar, the palette and the `g` shortcuts read this list. */
export const navigation: NavigationSection[] = [
  {
    label: "Fleet",
    items: [
      { label: "Fleet", href: "/admin", icon: IconActivity, shortcut: "f", permission: "fleet:read" },
      { label: "Servers", href: "/admin/servers", icon: IconServer, shortcut: "s", permission: "fleet:read" },
      { label: "Node clients", href: "/admin/clients", icon: IconWorld, shortcut: "c", permission: "fleet:read" },
      { label: "Appliances", href: "/admin/appliances", icon: IconDatabase, shortcut: "d", permission: "appliances:read" },
      { label: "Users", href: "/admin/users", icon: IconUsers, shortcut: "u", permission: "users:read" },
      { label: "Packages", href: "/admin/packages", icon: IconPackage, shortcut: "p", permission: "packages:read" },
      { label: "Package queue", href: "/admin/package-queue", icon: IconStack2, shortcut: "q", permission: "packages:read" },
      { label: "Fleet usage", href: "/admin/usage", icon: IconChartBar, shortcut: "t", permission: "usage:read" },
    ],
  },
  {
    label: "Telemetry",
    items: [
      { label: "Chain nodes", href: "/admin/telemetry", icon: IconHexagons, shortcut: "z", permission: "telemetry:read" },
      { label: "Reputation", href: "/admin/telemetry/reputation", icon: IconThumbUp, shortcut: "1", permission: "telemetry:read" },
      { label: "Benchmarks", href: "/admin/telemetry/benchmarks", icon: IconStopwatch, shortcut: "2", permission: "telemetry:read" },
      {
        label: "Database",
        href: "/admin/telemetry/database",
        icon: IconFileDatabase,
        shortcut: "3",
        permission: "telemetry:read",
      },
      { label: "Node tokens", href: "/admin/telemetry/tokens", icon: IconShieldLock, shortcut: "4", permission: "telemetry:write" },
    ],
  },
  {
    label: "Operation",
    items: [
      { label: "Alerts", href: "/admin/alerts", icon: IconBell, shortcut: "l", permission: "monitoring:read" },
      { label: "Rules", href: "/admin/rules", icon: IconListCheck, shortcut: "r", permission: "monitoring:read" },
      { label: "Silences", href: "/admin/silences", icon: IconBellOff, shortcut: "i", permission: "monitoring:read" },
      { label: "Maintenance", href: "/admin/maintenance", icon: IconTool, shortcut: "w", permission: "monitoring:read" },
      { label: "Channels", href: "/admin/channels", icon: IconSend, shortcut: "y", permission: "monitoring:read" },
      { label: "Metrics", href: "/admin/metrics", icon: IconChartDots, shortcut: "v", permission: "monitoring:read" },
      { label: "Health", href: "/admin/health", icon: IconHeartbeat, shortcut: "h", permission: "monitoring:read" },
      { label: "Events", href: "/admin/events", icon: IconReceipt, shortcut: "e", permission: "packages:read" },
      { label: "Jobs", href: "/admin/jobs", icon: IconClockPlay, shortcut: "j", permission: "settings:read" },
      { label: "API keys", href: "/admin/keys", icon: IconKey, shortcut: "k", permission: "settings:read" },
      { label: "Audit", href: "/admin/audit", icon: IconHistory, shortcut: "a", permission: "settings:read" },
      { label: "Settings", href: "/admin/settings", icon: IconSettings, shortcut: "x", permission: "settings:read" },
    ],
  },
  {
    label: "My account",
    items: [
      { label: "Overview", href: "/my", icon: IconGauge, shortcut: "o" },
      { label: "Usage", href: "/my/usage", icon: IconChartBar, shortcut: "b" },
      { label: "My packages", href: "/my/packages", icon: IconPackage, shortcut: "m" },
      { label: "Nodes", href: "/my/nodes", icon: IconWorld, shortcut: "n" },
    ],
  },
];

/** Who is signed in, as the shell shows it. */
export interface Account extends Pick<Me, "name" | "permissions"> {
  email: string;
}

/** What this person may open; sections without items are left out. */
export function navigationFor(account: Pick<Account, "permissions">): NavigationSection[] {
  return navigation
    .map((section) => ({
      ...section,
      items: section.items.filter(({ permission }) => !permission || account.permissions.includes(permission)),
    }))
    .filter((section) => section.items.length > 0);
}

/** The item a path belongs to: the longest that begins it. `/admin` itself is exact. */
export function activeHref(pathname: string, sections: readonly NavigationSection[]): string | undefined {
  return sections
    .flatMap((section) => section.items.map((item) => item.href))
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
