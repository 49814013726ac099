import type { ReactNode } from "react";
import { connection } from "next/server";

/** Every page is made per request: its scripts carry that answer's nonce. */
export default async function Layout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
