"use client";
import { MantineProvider } from "@mantine/core";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { resolver, theme } from "../ui/theme.ts";
import { DrawnAtContext } from "./clock.ts";
import { QueryProvider } from "./query-provider.tsx";
import { TimeZoneProvider } from "./time-zone.tsx";
import type { KnownZone } from "./zone-cookie.ts";

interface ProvidersProps {
  /** Of this answer's Content-Security-Policy; every generated style tag carries it. */
  nonce: string | undefined;
  /** The instant of the server's drawing, ms. */
  drawnAt: number;
  zone: KnownZone | undefined;
  children: ReactNode;
}

/** What every page needs around it. */
export function Providers({ nonce, drawnAt, zone, children }: ProvidersProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      withGlobalClasses={false}
      {...(nonce && { getStyleNonce: () => nonce })}
    >
      <DrawnAtContext value={drawnAt}>
        <TimeZoneProvider known={zone}>
          <QueryProvider>
            <NuqsAdapter>{children}</NuqsAdapter>
          </QueryProvider>
        </TimeZoneProvider>
      </DrawnAtContext>
    </MantineProvider>
  );
}
