import { parseArgs } from "node:util";
import { z } from "zod";
import { env } from "#lib/core/env";

const Options = z.object({
  /** The panel's address. */
  url: z.url({ protocol: /^https?$/ }),
  /** A key with the permissions fleet, packages and users, read and write. */
  apiKey: z.string().min(1, "set BOOTSTRAP_API_KEY to a key of this Fleetlight"),
  /** The customer who can sign in; without a password nobody can. */
  userEmail: z.email(),
  userPassword: z.string().min(1).optional(),
  /** The same seed tells the same story. */
  seed: z.string().min(1),
  /** Seconds between a node's rounds. */
  cycleS: z.coerce.number().min(1).max(600),
});
export type Options = z.infer<typeof Options>;

/** What the command line and the environment say. @throws Error in one line */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string", default: `http://127.0.0.1:${env().PORT}` },
      "user-email": { type: "string", default: "user@demo.example" },
      "user-password": { type: "string" },
      seed: { type: "string", default: "fleetlight" },
      "cycle-s": { type: "string", default: "10" },
    },
  });
  const parsed = Options.safeParse({
    url: values.url,
    apiKey: env().BOOTSTRAP_API_KEY,
    userEmail: values["user-email"],
    userPassword: values["user-password"],
    seed: values.seed,
    cycleS: values["cycle-s"],
  });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
}
