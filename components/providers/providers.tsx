"use client";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toaster } from "../ui/toaster.tsx";
import { DrawnAtContext } from "./clock.ts";
import { useColorScheme } from "./color-scheme.ts";
import { QueryProvider } from "./query-provider.tsx";
import { TimeZoneProvider } from "./time-zone.tsx";
import type { KnownZone } from "./zone-cookie.ts";

interface ProvidersProps {
  /** The instant of the server's drawing, ms. */
  drawnAt: number;
  zone: KnownZone | undefined;
  children: ReactNode;
}

/** What every page needs around it. */
export function Providers({ drawnAt, zone, children }: ProvidersProps) {
  // Keeps the document in step when the system or another tab changes the theme.
  useColorScheme();
  return (
    <DrawnAtContext value={drawnAt}>
      <TimeZoneProvider known={zone}>
        <QueryProvider>
          <NuqsAdapter>{children}</NuqsAdapter>
          <Toaster />
        </QueryProvider>
      </TimeZoneProvider>
    </DrawnAtContext>
  );
}
