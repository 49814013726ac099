import { operation } from "#lib/auth/operation";
import { NoInput, SetupState } from "#lib/auth/schema";
import { isLoopback } from "./internal/is-loopback.ts";
import { isAdminMissing } from "./internal/lock-admins.ts";

export const getSetupState = operation(
  { name: "getSetupState", summary: "Whether the first admin is still to be made", policy: "public", input: NoInput, output: SetupState },
  async (ctx) => {
    const needed = await isAdminMissing(ctx.db);
    return { needed, codeRequired: needed && !isLoopback(ctx.actor.address) };
  },
);
