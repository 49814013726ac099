import { parseArgs } from "node:util";
import { z } from "zod";
import { env } from "#lib/core/env";

const StoryOptions = z.object({
  /** The customer who can sign in; without a password nobody can. */
  userEmail: z.email(),
  userPassword: z.string().min(10, "needs at least 10 characters").optional(),
  /** The same seed tells the same story. */
  seed: z.string().min(1),
});
export type StoryOptions = z.infer<typeof StoryOptions>;

const LiveOptions = StoryOptions.extend({
  /** The panel's address. */
  url: z.url({ protocol: /^https?$/ }),
  /** A key with the permissions fleet, packages, users, appliances and telemetry, read and write. */
  apiKey: z.string().min(1, "set BOOTSTRAP_API_KEY to a key of this Fleetlight"),
  /** Seconds between a node's rounds; 60 in the field. */
  cycleS: z.coerce.number().min(1).max(600),
});
export type LiveOptions = z.infer<typeof LiveOptions>;

const described = {
  "user-email": { type: "string", default: "user@demo.example" },
  "user-password": { type: "string" },
  seed: { type: "string", default: "fleetlight" },
  url: { type: "string" },
  "cycle-s": { type: "string", default: "10" },
} as const;

/** What the history is told with. @throws Error in one line */
export function readStoryOptions(args: string[]): StoryOptions {
  return checked(StoryOptions, args);
}

/** What the live fleet runs with; the API key comes from the environment. @throws Error in one line */
export function readLiveOptions(args: string[]): LiveOptions {
  return checked(LiveOptions, args);
}

function checked<T extends z.ZodType>(schema: T, args: string[]): z.output<T> {
  const { values } = parseArgs({ args, options: described });
  const parsed = schema.safeParse({
    userEmail: values["user-email"],
    userPassword: values["user-password"],
    seed: values.seed,
    url: values.url ?? `http://127.0.0.1:${env().PORT}`,
    apiKey: env().BOOTSTRAP_API_KEY,
    cycleS: values["cycle-s"],
  });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
}
