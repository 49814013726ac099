import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { addressRanges } from "#lib/core/address-ranges";
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
  { env: { TELEMETRY_ALLOW: "10.0.0.0/8, office" }, says: /^Bad environment value TELEMETRY_ALLOW=.*expected addresses or ranges such as/ },
  { env: { TELEMETRY_ALLOW: "none, 10.0.0.0/8" }, says: /TELEMETRY_ALLOW=/ },
  { env: { TRUSTED_PROXIES: "*" }, says: 'TRUSTED_PROXIES="*": expected addresses or ranges' },
  { env: { HEARTBEAT_INTERVAL: "5s" }, says: 'HEARTBEAT_INTERVAL="5s": expected a whole number from 1 to 3600' },
  { env: { WS_MAX_PAYLOAD: "0" }, says: /WS_MAX_PAYLOAD="0": .*1024/ },
  { env: { DB_BATCH_SIZE: "1.5" }, says: /DB_BATCH_SIZE="1.5": / },
  { env: { INGEST_BUFFER_MB: "-1" }, says: /INGEST_BUFFER_MB="-1": / },
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

test("telemetry has the names and defaults of the original analytics server", () => {
  const workers = availableParallelism() * 3;
  expect(parseEnv({})).toMatchObject({
    HEARTBEAT_INTERVAL: 5,
    CLIENT_TIMEOUT_S: 10,
    PURGE_INTERVAL_S: 600,
    LOG_EXPIRY_H: 280_320,
    MAX_PENDING_CONNECTIONS: 8_192,
    WS_MAX_PAYLOAD: 524_288,
    NUM_THREADS: workers,
    DB_BATCH_SIZE: 1_024,
    DB_SAVE_LATENCY_MS: 100,
    CACHE_UPDATE_TIMEOUT_S: 15,
    CACHE_UPDATE_INTERVAL_MS: 1_000,
    CACHE_EXPIRY_S: 3_600,
    DB_POOL_SIZE: workers,
    ASSETS_PATH: "./public",
    TRUSTED_PROXIES: [],
    INGEST_BUFFER_MB: 64,
  });
});

test.each([
  { allow: "", has: ["127.0.0.1", "::1", "10.0.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1", "fd00::1", "fe80::1"] },
  { allow: "", hasNot: ["0.0.0.0", "172.32.0.1", "100.64.0.1", "8.8.8.8", "2001:db8::1"] },
  { allow: "198.51.100.0/24 2001:db8::/32", has: ["198.51.100.7", "2001:db8::1"], hasNot: ["127.0.0.1"] },
  { allow: "*", has: ["8.8.8.8", "2001:db8::1"] },
  { allow: "none", hasNot: ["127.0.0.1", "::1"] },
])("TELEMETRY_ALLOW=$allow", ({ allow, has = [], hasNot = [] }) => {
  const ranges = addressRanges(parseEnv({ TELEMETRY_ALLOW: allow }).TELEMETRY_ALLOW);
  expect(has.filter((address) => !ranges.has(address))).toEqual([]);
  expect(hasNot.filter((address) => ranges.has(address))).toEqual([]);
});
