import { operation } from "#lib/auth/operation";
import { NoInput, NoOutput } from "#lib/auth/schema";
import { changeUser } from "./internal/change-user.ts";
import { personOf } from "./internal/own-account.ts";

/** Ends every session of the own account, this one too, within 10 s. */
export const signOutEverywhere = operation(
  { name: "signOutEverywhere", summary: "End all own sessions", policy: "signed-in", input: NoInput, output: NoOutput },
  async (ctx) => {
    await changeUser(ctx, personOf(ctx.actor).userId, "user.sign-out-everywhere", (user) => ({ tokenVersion: user.tokenVersion + 1 }));
    return undefined;
  },
);
