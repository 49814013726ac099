import { availableParallelism } from "node:os";
import { z } from "zod";
import { isAddressOrRange } from "#lib/core/address-ranges";

/** A whole number of this unit. */
const whole = (fallback: number, least: number, most: number) =>
  z.coerce.number(`expected a whole number from ${least} to ${most}`).int().min(least).max(most).default(fallback);

const ranges = z
  .string()
  .default("")
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ""));

/** This machine, and networks that nobody reaches from outside: RFC 1918, RFC 3927, RFC 4193, link-local IPv6. */
const insideRanges = [
  "127.0.0.0/8",
  "::1",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
] as const;

/** Every address there is. */
const everywhere = ["0.0.0.0/0", "::/0"] as const;

const parallelism = availableParallelism();

/**
 * What the original analytics server read under these names, and what is ours about telemetry. `_S` are seconds, `_MS`
 * milliseconds, `_H` hours, `_MB` mebibytes; HEARTBEAT_INTERVAL is in seconds.
 */
export const telemetryEnv = {
  HEARTBEAT_INTERVAL: whole(5, 1, 3_600),
  CLIENT_TIMEOUT_S: whole(10, 1, 86_400),
  PURGE_INTERVAL_S: whole(600, 1, 86_400),
  LOG_EXPIRY_H: whole(280_320, 1, 8_760_000),
  MAX_PENDING_CONNECTIONS: whole(8_192, 1, 1_000_000),
  /** Bytes. */
  WS_MAX_PAYLOAD: whole(524_288, 1_024, 16_777_216),
  NUM_THREADS: whole(parallelism * 3, 1, 1_024),
  DB_BATCH_SIZE: whole(1_024, 1, 100_000),
  DB_SAVE_LATENCY_MS: whole(100, 1, 10_000),
  CACHE_UPDATE_TIMEOUT_S: whole(15, 1, 3_600),
  CACHE_UPDATE_INTERVAL_MS: whole(1_000, 10, 3_600_000),
  CACHE_EXPIRY_S: whole(3_600, 1, 31_536_000),
  /** Connections for ingest. */
  DB_POOL_SIZE: whole(parallelism * 3, 1, 1_000),
  ASSETS_PATH: z.string().min(1).default("./public"),
  /** Who may send telemetry without a token; `*` everybody, `none` nobody. */
  TELEMETRY_ALLOW: ranges
    .transform((entries) => entries.flatMap((entry) => (entry === "*" ? everywhere : entry)))
    .transform((entries) => (entries.length === 0 ? insideRanges : entries.length === 1 && entries[0] === "none" ? [] : entries))
    .pipe(
      z.array(z.string().refine(isAddressOrRange, "expected addresses or ranges such as 10.1.0.0/16 with commas between them, * or none")),
    ),
  /** Proxies that are believed about who asks; this machine is one of them always. */
  TRUSTED_PROXIES: ranges.pipe(
    z.array(z.string().refine(isAddressOrRange, "expected addresses or ranges such as 10.1.0.0/16 with commas between them")),
  ),
  INGEST_BUFFER_MB: whole(64, 1, 16_384),
};
