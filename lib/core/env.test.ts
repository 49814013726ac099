import { expect, test } from "vitest";
import { parseEnv } from "#lib/core/env";

test("nothing has to be set", () => {
  expect(parseEnv({})).toMatchObject({
    NODE_ENV: "production",
    PORT: 3000,
    HOST: "0.0.0.0",
    DATABASE_URL: "",
    FLEETLIGHT_DATA_DIR: "./.data",
    FLEETLIGHT_ROLES: ["web", "ingest", "jobs"],
    NODE_OFFLINE_TIMEOUT_S: 300,
  });
});

test("an empty value is no value", () => {
  expect(parseEnv({ PORT: "", FLEETLIGHT_ROLES: "" })).toMatchObject({ PORT: 3000, FLEETLIGHT_ROLES: ["web", "ingest", "jobs"] });
});

test.each([
  { env: { NODE_ENV: "development" }, host: "127.0.0.1" },
  { env: { NODE_ENV: "development", HOST: "0.0.0.0" }, host: "0.0.0.0" },
  { env: { NODE_ENV: "production" }, host: "0.0.0.0" },
])("$env listens on $host", ({ env, host }) => {
  expect(parseEnv(env).HOST).toBe(host);
});

test.each([
  { env: { FLEETLIGHT_ROLE: "web" }, says: "Unknown environment value FLEETLIGHT_ROLE: Fleetlight does not know this name" },
  { env: { PORT: "http" }, says: 'Bad environment value PORT="http": Invalid input: expected number, received NaN' },
  { env: { AUTH_SECRET: "hush" }, says: /^Bad environment value AUTH_SECRET=\(hidden\): / },
  {
    env: { DATABASE_URL: "mysql://me:hu/sh@h/d" },
    says: /^Bad environment value DATABASE_URL="mysql:\/\/\(hidden\)@h\/d": expected postgresql:/,
  },
  { env: { BOOTSTRAP_API_KEY: "short" }, says: /BOOTSTRAP_API_KEY=\(hidden\)/ },
  {
    env: { SMTP_HOST: "mail" },
    says: 'Bad environment value ALERT_FROM_EMAIL="": expected the sender\'s address, because SMTP_HOST is set',
  },
  { env: { ALERT_EMAILS: "a@example.org" }, says: 'SMTP_HOST="": expected the mail server\'s name, because ALERT_EMAILS is set' },
  { env: { SMTP_HOST: "mail", ALERT_FROM_EMAIL: "a@example.org", SMTP_USER: "a" }, says: 'SMTP_PASS="": expected a password' },
  { env: { SMTP_HOST: "mail", ALERT_FROM_EMAIL: "a@example.org", SMTP_PASS: "hush" }, says: 'SMTP_USER="": expected a name' },
  { env: { SMTP_HOST: "mail", ALERT_FROM_EMAIL: "a" }, says: 'ALERT_FROM_EMAIL="a": expected an e-mail address' },
  {
    env: { SMTP_HOST: "mail", ALERT_FROM_EMAIL: "a@example.org", ALERT_EMAILS: "a@example.org, b" },
    says: 'ALERT_EMAILS="a@example.org, b": ',
  },
  { env: { FLEETLIGHT_METRICS_PUBLIC: "yes" }, says: "expected true or false" },
  { env: { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "10.0.0.0/33" }, says: "expected names of hosts, addresses or ranges" },
  { env: { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "http://hooks.internal" }, says: "expected names of hosts, addresses or ranges" },
])("$env is refused", ({ env, says }) => {
  expect(() => parseEnv(env)).toThrow(says);
});

test("mail and what webhooks may reach inside are lists", () => {
  const env = parseEnv({
    SMTP_HOST: "mail",
    ALERT_FROM_EMAIL: "fleet@example.org",
    ALERT_EMAILS: "a@example.org, b@example.org",
    FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "hooks.internal, 10.1.0.0/16",
  });
  expect(env).toMatchObject({ SMTP_PORT: 587, ALERT_EMAILS: ["a@example.org", "b@example.org"] });
  expect(env.FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS).toEqual(["hooks.internal", "10.1.0.0/16"]);
});
