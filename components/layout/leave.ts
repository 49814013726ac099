"use client";
import { signOut } from "#lib/auth/client";

/** Signs out and loads the next page anew, so that nothing of the old session stays in memory. */
export async function leave(): Promise<void> {
  location.assign(await signOut());
}
