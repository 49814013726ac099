"use client";
import { signOut, signOutEverywhere } from "#lib/auth/client";
import { unsubscribeHere } from "../push/own-browser.ts";
import { remembered } from "../push/remembered.ts";

/** How long signing out waits for the browser's push service. */
const waitsMs = 2_000;

/** Signs out and loads the next page anew, so that nothing of the old session stays in memory. */
export async function leave(): Promise<void> {
  await forgetBrowser();
  location.assign(await signOut());
}

/** Who signs out is told nothing more here. What fails now is found out by the server when it sends. */
async function forgetBrowser(): Promise<void> {
  if (remembered("push") === null) return;
  await Promise.race([unsubscribeHere().catch(() => {}), new Promise((resolve) => setTimeout(resolve, waitsMs))]);
}

/** Ends every session of the account, on every device, this one too. */
export async function leaveEverywhere(): Promise<void> {
  await signOutEverywhere();
  await leave();
}
