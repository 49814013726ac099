import { z } from "zod";
import { isAddressOrRange } from "#lib/core/address-ranges";
import { singleton } from "#lib/core/singleton";
import { telemetryEnv } from "#lib/core/telemetry-env";

const port = z.coerce.number().int().min(1).max(65535);
const text = z.string().default("");
const roles = ["web", "ingest", "jobs"] as const;
/** `a, b` as a list; empty is none. */
const list = text.transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
export type Role = (typeof roles)[number];

/** `hooks.internal`, `10.1.2.3`, `10.1.0.0/16`, `*`. */
function isHostOrRange(entry: string): boolean {
  return entry === "*" || isAddressOrRange(entry) || /^[a-z0-9._-]+$/i.test(entry);
}

/** Every environment value that Fleetlight reads. `docs/environment.md` says the same in words. */
export const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port.default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  GRPC_PORT: port.optional(),
  DATABASE_URL: z
    .union([z.literal(""), z.url({ protocol: /^postgres(ql)?$/, message: "expected postgresql://user:password@host:port/database" })])
    .default(""),
  FLEETLIGHT_DATA_DIR: z.string().min(1).default("./.data"),
  FLEETLIGHT_ROLES: z
    .string()
    .default("web,ingest,jobs")
    .transform((value) => value.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  AUTH_SECRET: z.string().min(32).optional(),
  PUBLIC_URL: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, message: "expected an http or https address such as https://fleet.example" })])
    .default(""),
  BOOTSTRAP_ADMIN_EMAIL: z.union([z.literal(""), z.email()]).default(""),
  BOOTSTRAP_ADMIN_PASSWORD: text,
  BOOTSTRAP_API_KEY: z
    .union([
      z.literal(""),
      z
        .string()
        .min(32)
        .max(256)
        .regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, "must be plain ASCII without spaces around it, as it travels in a header"),
    ])
    .default(""),
  OIDC_ISSUER: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, message: "expected an http or https address such as https://fleet.example" })])
    .default(""),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_ADMIN_GROUP: text,
  SMTP_HOST: text,
  SMTP_PORT: port.default(587),
  SMTP_USER: text,
  SMTP_PASS: text,
  ALERT_FROM_EMAIL: z.union([z.literal(""), z.email("expected an e-mail address such as fleet@example.org")]).default(""),
  ALERT_EMAILS: list.pipe(z.array(z.email("expected e-mail addresses with commas between them"))),
  FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: list.pipe(
    z.array(z.string().refine(isHostOrRange, "expected names of hosts, addresses or ranges such as 10.1.0.0/16")),
  ),
  FLEETLIGHT_METRICS_PUBLIC: z
    .enum(["true", "false"], "expected true or false")
    .default("false")
    .transform((value) => value === "true"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(10).max(100_000_000).default(6000),
  NODE_OFFLINE_TIMEOUT_S: z.coerce.number().int().min(5).max(86_400).default(300),
  ...telemetryEnv,
});
export type Env = z.infer<typeof Env>;

/** A bad environment value, said in one line: name, value, expected. */
export class EnvError extends Error {
  readonly code = "bad_environment";
}

/** Checks an environment. Unknown `FLEETLIGHT_*` names are an error, so that a typing mistake is never silent. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const unknown = Object.keys(source).filter((name) => name.startsWith("FLEETLIGHT_") && !(name in Env.shape));
  if (unknown.length > 0) throw new EnvError(`Unknown environment value ${unknown.join(", ")}: Fleetlight does not know this name`);
  const known = Object.fromEntries(Object.keys(Env.shape).map((name) => [name, source[name] === "" ? undefined : source[name]]));
  // A development server shows its insides: for this machine only, unless asked otherwise.
  if (source.NODE_ENV === "development") known.HOST ??= "127.0.0.1";
  const parsed = Env.safeParse(known);
  if (parsed.success) {
    const missing = halfOfMail(parsed.data);
    if (missing) throw new EnvError(`Bad environment value ${missing}`);
    return parsed.data;
  }
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const shown = /SECRET|PASS|KEY/.test(name) ? "(hidden)" : JSON.stringify((source[name] ?? "").replace(/\/\/.*@/, "//(hidden)@"));
    return `${name}=${shown}: ${issue.message}`;
  });
  throw new EnvError(`Bad environment value ${lines.join("; ")}`);
}

/** Mail that is only half configured would be mail that never comes: what is missing, in words. */
function halfOfMail({ SMTP_HOST, SMTP_USER, SMTP_PASS, ALERT_FROM_EMAIL, ALERT_EMAILS }: Env): string | undefined {
  if (SMTP_HOST === "") {
    const given = Object.entries({ SMTP_USER, SMTP_PASS, ALERT_FROM_EMAIL, ALERT_EMAILS: ALERT_EMAILS.join(",") });
    const [name] = given.find(([, value]) => value !== "") ?? [];
    return name && `SMTP_HOST="": expected the mail server's name, because ${name} is set`;
  }
  if (ALERT_FROM_EMAIL === "") return `ALERT_FROM_EMAIL="": expected the sender's address, because SMTP_HOST is set`;
  if (SMTP_USER === "" && SMTP_PASS !== "") return `SMTP_USER="": expected a name, because SMTP_PASS is set`;
  if (SMTP_USER !== "" && SMTP_PASS === "") return `SMTP_PASS="": expected a password, because SMTP_USER is set`;
  return undefined;
}

/** The checked environment of this process. The only reader of `process.env` in lib, app and components. */
export function env(): Env {
  return singleton("env", () => parseEnv(process.env));
}

/**
 * next-auth 4 reads its own origin from the environment: told here to take it from the headers of the request that we hand
 * it, which carry the origin that we decided (PUBLIC_URL, else the request's own host).
 */
export function letNextAuthTrustOurHeaders(): void {
  process.env.AUTH_TRUST_HOST = "true";
  delete process.env.NEXTAUTH_URL;
}
