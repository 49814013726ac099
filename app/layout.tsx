import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "#components/providers/providers";
import { colorSchemeScript } from "../components/providers/color-scheme-script.ts";
import { zoneCookie } from "../components/providers/zone-cookie.ts";
import { readZone } from "./read-zone.ts";
import "@fontsource-variable/inter/index.css";
import "../components/ui/tokens.css";
import "../components/ui/base.css";

export const metadata: Metadata = {
  title: { default: "Fleetlight", template: "%s · Fleetlight" },
  description: "Observability for fleets of nodes",
};
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0e11" },
  ],
};

/** The document. Every page is made per request: its scripts and styles carry that answer's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [requestHeaders, jar] = [await headers(), await cookies()];
  const nonce = requestHeaders.get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text, before the first paint */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: colorSchemeScript }} suppressHydrationWarning />
      </head>
      <body>
        <Providers drawnAt={Date.now()} zone={readZone(jar.get(zoneCookie)?.value)}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
