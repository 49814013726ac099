import { type Checked, checkAt, checkBytes, checkUid, type LineRejectionCode, type ReportLine } from "#lib/usage/line";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const refuse = (code: LineRejectionCode, detail: string) => ({ ok: false as const, code, detail });

/** When lines arrive, how old they may be, and when one happened that does not say it. */
export interface LineTimes {
  now: Date;
  keptDays: number;
  usualAt: Date;
}

/** Checks one line of a native report: `{ userId | uid, nodeClientId?, upload, download, at? }`. */
export function checkNativeLine(value: unknown, index: number, { now, keptDays, usualAt }: LineTimes): Checked<ReportLine> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("not_a_line", "a line must be an object");
  const line = value as Record<string, unknown>;
  const user = checkUser(line);
  if (!user.ok) return user;
  const client = checkClient(line.nodeClientId);
  if (!client.ok) return client;
  const upload = checkBytes(line.upload, "upload");
  if (!upload.ok) return upload;
  const download = checkBytes(line.download, "download");
  if (!download.ok) return download;
  const at = checkAt(line.at, now, keptDays, usualAt);
  if (!at.ok) return at;
  return {
    ok: true,
    value: { index, ...user.value, nodeClientId: client.value, upload: upload.value, download: download.value, at: at.value },
  };
}

function checkUser(line: Record<string, unknown>): Checked<{ uid: number | null; userId: string | null }> {
  if ((line.uid === undefined) === (line.userId === undefined)) return refuse("bad_user", "name the user by either uid or userId");
  if (line.userId !== undefined) {
    return typeof line.userId === "string" && uuid.test(line.userId)
      ? { ok: true, value: { uid: null, userId: line.userId } }
      : refuse("bad_user", "userId must be a UUID");
  }
  const uid = checkUid(line.uid);
  return uid.ok ? { ok: true, value: { uid: uid.value, userId: null } } : uid;
}

function checkClient(value: unknown): Checked<number | null> {
  if (value === undefined || value === null) return { ok: true, value: null };
  const isId = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 2_147_483_647;
  return isId ? { ok: true, value } : refuse("bad_node_client", "nodeClientId must be the integer id of a node client of this server");
}
