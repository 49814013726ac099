import { type Checked, checkBytes, checkUid, type LineRejectionCode, type ReportLine } from "#lib/usage/line";

const refuse = (code: LineRejectionCode, detail: string) => ({ ok: false as const, code, detail });

/** One entry of UniProxy's `{ "<uid>": [upload, download] }`. */
export function checkUniProxyEntry(uid: string, value: unknown, index: number, now: Date): Checked<ReportLine> {
  // The key first: a reason that is kept must not repeat text that PostgreSQL refuses.
  const user = checkUid(uid);
  if (!user.ok) return user;
  if (!Array.isArray(value) || value.length !== 2) return refuse("not_a_line", `user ${user.value}: must be [upload, download]`);
  return panelLine(uid, value[0], value[1], index, now);
}

/** One entry of mod_mu's `[{ user_id, u, d }]`. */
export function checkModMuEntry(value: unknown, index: number, now: Date): Checked<ReportLine> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse("not_a_line", "an entry must be an object with user_id, u and d");
  const entry = value as Record<string, unknown>;
  return panelLine(entry.user_id, entry.u, entry.d, index, now);
}

function panelLine(uidValue: unknown, up: unknown, down: unknown, index: number, now: Date): Checked<ReportLine> {
  const uid = checkUid(uidValue);
  if (!uid.ok) return uid;
  const upload = checkBytes(up, "upload");
  if (!upload.ok) return upload;
  const download = checkBytes(down, "download");
  if (!download.ok) return download;
  return {
    ok: true,
    value: { index, uid: uid.value, userId: null, nodeClientId: null, upload: upload.value, download: download.value, at: now },
  };
}
