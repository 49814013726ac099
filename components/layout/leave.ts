"use client";
import { signOut, signOutEverywhere } from "#lib/auth/client";

/** Signs out and loads the next page anew, so that nothing of the old session stays in memory. */
export async function leave(): Promise<void> {
  location.assign(await signOut());
}

/** Ends every session of the account, on every device, this one too. */
export async function leaveEverywhere(): Promise<void> {
  await signOutEverywhere();
  await leave();
}
