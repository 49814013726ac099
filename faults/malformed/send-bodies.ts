import { IngestAnswer } from "#lib/ingest/schema";
import type { Outbox } from "../acknowledged/outbox.ts";
import { spoil } from "./bad-text.ts";

type Random = () => number;

/** Nobody has this uid: what is read of a spoilt report counts for nobody. */
const nobody = 2_000_000_000;

interface Target {
  method?: "PUT" | "POST";
  path: string;
  /** A body that would be right, but for the user. */
  body: string;
}

/** Everything that takes reports over HTTP. */
function targets({ id, token }: Outbox["reporter"]): Target[] {
  const uniProxy = (call: string) => `/api/v1/server/UniProxy/${call}?node_id=${id}&node_type=vless&token=${token}`;
  const modMu = (path: string) => `/mod_mu/${path}?node_id=${id}&key=${token}`;
  const lines = [{ uid: nobody, upload: 1, download: 2 }];
  const item = { id: "bad", ts: "2026-11-20T12:00:00Z", kind: "usage", payload: { mode: "delta", lines } };
  return [
    { path: "/api/v1/ingest", body: JSON.stringify([item]) },
    { path: "/api/v1/agent/usage", body: JSON.stringify({ batchId: crypto.randomUUID(), mode: "delta", lines }) },
    { path: "/api/v1/agent/heartbeat", body: JSON.stringify({ cpu: 1, mem: { total: 2, used: 1 } }) },
    { path: uniProxy("push"), body: JSON.stringify({ [nobody]: [1, 2] }) },
    { path: uniProxy("alive"), body: JSON.stringify({ [nobody]: ["192.0.2.1"] }) },
    { path: uniProxy("status"), body: JSON.stringify({ cpu: 10, mem: { total: 2, used: 1 } }) },
    { path: modMu("users/traffic"), body: JSON.stringify({ data: [{ user_id: nobody, u: 1, d: 2 }] }) },
    { path: modMu("users/aliveip"), body: JSON.stringify({ data: [{ user_id: nobody, ip: "192.0.2.1" }] }) },
    { method: "PUT", path: "/api/v1/appliances/00000000-0000-4000-8000-000000000000/inventory", body: JSON.stringify({ disks: [] }) },
  ];
}

const contentTypes = [
  "application/json",
  "application/json",
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "a/b; charset=utf-7",
];

/** What was sent and how it was answered. */
export interface Bodies {
  bad: number;
  statuses: Map<number, number>;
  /** Answers that should not have been, in words. */
  wrong: string[];
}

/** Posts spoilt reports to everything that takes reports, and between them items that are right. */
export async function sendBodies(url: string, box: Outbox, count: number, random: Random): Promise<Bodies> {
  const result: Bodies = { bad: 0, statuses: new Map(), wrong: [] };
  const all = targets(box.reporter);
  const send = ({ method = "POST", path }: Pick<Target, "method" | "path">, body: string | Buffer, contentType: string) =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${box.reporter.token}`, "content-type": contentType },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
  for (; result.bad < count; result.bad++) {
    const target = all[Math.floor(random() * all.length)];
    if (!target) break;
    const body = spoil(random, target.body);
    const { status } = await send(target, body, contentTypes[Math.floor(random() * contentTypes.length)] ?? "");
    result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
    if (status >= 500)
      result.wrong.push(`${target.path.split("?")[0]} answered ${status} to ${JSON.stringify(String(body).slice(0, 100))}`);
    if (result.bad % 10 !== 0) continue;
    const items = box.make(3);
    const answer = await send({ path: "/api/v1/ingest" }, `[${items.map(({ text }) => text).join(",")}]`, "application/json");
    if (answer.ok) box.hear(IngestAnswer.parse(await answer.json()));
    else result.wrong.push(`items that are right were answered with ${answer.status}`);
  }
  return result;
}
