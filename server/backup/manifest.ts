import { createHash } from "node:crypto";
import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";

/** Changes when an older restore could misread a newer backup. */
export const formatVersion = 1;
export const manifestName = "manifest.json";
export const databaseFolder = "database";
export const filesFolder = "files";

/** Names and bounds become SQL again at a restore, so they are nothing but what ours look like. */
const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const Digits = z.string().regex(/^-?\d{1,20}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Bound = z.string().regex(/^FOR VALUES FROM \([\w' :.+-]+\) TO \([\w' :.+-]+\)$/);
const Option = z.string().regex(/^[a-z_]+=\w+$/);
const FileName = z.string().regex(/^[\w][\w.-]{0,120}$/);

/** One table, or one partition of `parent`, as gzipped text of COPY. `rows` counts them, `bytes` and `sha256` are of the file. */
const Table = z.object({
  name: Name,
  parent: Name.nullable(),
  bound: Bound.nullable(),
  options: z.array(Option),
  columns: z.array(Name).min(1),
  rows: Digits,
  file: FileName,
  bytes: z.number().int(),
  sha256: Sha256,
});
export type Table = z.infer<typeof Table>;

const KeptFile = z.object({ name: FileName, bytes: z.number().int(), sha256: Sha256 });
export type KeptFile = z.infer<typeof KeptFile>;

/** What a backup is: written last, so that a folder without it is none. */
export const Manifest = z.strictObject({
  format: z.literal("fleetlight-backup"),
  formatVersion: z.literal(formatVersion),
  fleetlight: z.string(),
  postgres: z.string(),
  /** The instant of the snapshot: everything committed before it is inside, nothing after it. */
  at: Instant,
  migrations: z.array(z.object({ name: FileName, checksum: Sha256 })).min(1),
  /** Where the secret of sessions and second factors is: among the files, or in the environment of who made the backup. */
  authSecret: z.object({ in: z.enum(["files", "environment", "nowhere"]), fingerprint: z.string() }),
  tables: z.array(Table),
  sequences: z.array(z.object({ name: Name, lastValue: Digits, isCalled: z.boolean() })),
  files: z.array(KeptFile),
});
export type Manifest = z.infer<typeof Manifest>;

/** The manifest's text with its own checksum as the last line. */
export function sealManifest(manifest: Manifest): string {
  const text = JSON.stringify(manifest, undefined, 1);
  return `${text}\n${checksum(text)}\n`;
}

/** The JSON of a sealed manifest; undefined when a bit of it is not as it was written. */
export function unsealManifest(sealed: string): unknown {
  const at = sealed.trimEnd().lastIndexOf("\n");
  const text = sealed.slice(0, at);
  return sealed.slice(at + 1).trim() === checksum(text) ? JSON.parse(text) : undefined;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Of all the backup's rows. */
export function totalRows(tables: readonly Table[]): bigint {
  return tables.reduce((sum, { rows }) => sum + BigInt(rows), 0n);
}
