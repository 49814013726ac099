import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Alert, AlertDetail } from "#lib/alerting/schema";
import { openMailbox } from "#lib/notifications/testing/mailbox";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { freePort } from "#server/database/free-port";
import { trial, trialAdmin } from "../acknowledged/product.ts";
import { acknowledgeByKey } from "./desk.ts";
import { Heart, makeScene, probeClients, type Scene, type SceneTiming } from "./scene.ts";
import { type Told, toldByHook, toldByMail } from "./told.ts";
import { until } from "./until.ts";

const List = z.object({ items: z.array(Alert) });

export interface IncidentOptions {
  folder: string;
  timing: SceneTiming;
  say: (words: string) => void;
}

export interface IncidentResult {
  timeline: string[];
  reminders: number;
  broken: string[];
}

/**
 * A node server goes down and comes back, as an operator lives through it: one critical alert, its clients' alerts muted and saying
 * why, mail and webhook, a reminder, taken in hand from the keyboard, no reminder any more, resolved, one notice of the end. The process is killed
 * with SIGKILL when the alert has just fired, and again right after it was acknowledged.
 */
export async function liveThroughIncident({ folder, timing, say }: IncidentOptions): Promise<IncidentResult> {
  const mailbox = await openMailbox();
  const hook = await startReceiver();
  const product = trial({
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    environment: {
      SMTP_HOST: "127.0.0.1",
      SMTP_PORT: String(mailbox.port),
      ALERT_FROM_EMAIL: "fleet@example.test",
      FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1",
      NODE_OFFLINE_TIMEOUT_S: String(timing.offlineAfterS),
    },
  });
  let server = await product.start();
  const again = async () => {
    await server.kill();
    say("killed");
    server = await product.start();
  };
  const scene = await makeScene(product.url, product.adminKey, hook.url, timing);
  const heart = new Heart(scene);
  const told = (title: string) => [toldByMail(mailbox.mails, title), toldByHook(hook.received, title)] as const;
  const broken: string[] = [];
  const promise = (isKept: boolean, words: string) => void (isKept || broken.push(words));
  try {
    await until("the server is online", async () => (await statusOf(scene)) === "online");
    heart.isBeating = false;
    const { id, title, severity } = await until("its alert fires", () => firing(scene, "node_offline"));
    say(`fired: ${title}`);
    promise(severity === "critical", `the alert is ${severity}`);
    await again();
    const probing = setInterval(() => void probeClients(scene, false).catch(() => {}), 20_000);
    await probeClients(scene, false);
    const consequences = await until("its clients' alerts are muted", async () => {
      const found = (await alerts(scene)).filter(({ labels }) => labels.node_server_id === String(scene.server.id));
      return found.length === 3 && found;
    }).finally(() => clearInterval(probing));
    for (const { title: name, muted } of consequences)
      promise(
        muted?.by === "inhibition" && muted.reason.includes("server is offline"),
        `${name} does not say why it is muted: ${muted?.reason}`,
      );
    say(consequences.map(({ title: name, muted }) => `${name}: ${muted?.by}, ${muted?.reason}`).join("; "));
    await until("both were told, and reminded", () => told(title).every((messages) => messages.length >= 2));
    const row = await acknowledgeByKey(product.url, trialAdmin, id);
    await again();
    const acknowledgement = (await detail(scene, id)).acknowledgement;
    promise(acknowledgement?.by === trialAdmin.email, "the acknowledgement was lost");
    promise(row.includes(trialAdmin.email), `the row did not say who took it: ${row}`);
    // Whatever was on its way when it was acknowledged has come by then.
    await sleep(15_000);
    const [mailsThen, hooksThen] = told(title).map(({ length }) => length);
    say(`acknowledged after ${mailsThen} mails and ${hooksThen} calls; waiting for a reminder that must not come`);
    await sleep(2_500 * timing.repeatS);
    const [mailsNow, hooksNow] = told(title).map(({ length }) => length);
    promise(
      mailsNow === mailsThen && hooksNow === hooksThen,
      `${mailsNow}, ${hooksNow} messages instead of ${mailsThen}, ${hooksThen}: reminded after the acknowledgement`,
    );
    promise((await firing(scene, "node_offline"))?.id === id, "the alert did not stay open");
    heart.isBeating = true;
    await probeClients(scene, true);
    await until("it is resolved", async () => (await detail(scene, id)).status === "resolved");
    await until("both were told of the end", () => told(title).every((messages) => messages.some(({ isOver }) => isOver)));
    // Long enough for a second one, if there were one.
    await sleep(60_000);
    const ends = (messages: readonly Told[]) => messages.filter(({ isOver }) => isOver).length;
    for (const messages of told(title))
      promise(ends(messages) === 1 && (messages.at(-1)?.isOver ?? false), `ends told: ${messages.map(({ text }) => text).join("; ")}`);
    for (const { title: name } of consequences.filter((alert) => alert.kind !== "no_heartbeat"))
      for (const messages of told(name))
        promise(messages.length === 0, `${name} was told though its cause was: ${messages.map(({ text }) => text).join("; ")}`);
    promise((await all(scene)).filter(({ kind }) => kind === "node_offline").length === 1, "there is more than one alert");
    const { timeline } = await detail(scene, id);
    broken.push(...judgeTimeline(timeline, told(title).flat().length), ...product.uncaught);
    const words = timeline.map(({ at, kind, actor, detail: text }) => `${at} ${kind} ${actor ?? "engine"} ${text}`);
    return { timeline: words, reminders: (mailsThen ?? 0) - 1, broken };
  } finally {
    heart.stop();
    await server.stop();
    await hook.close();
    await mailbox.close();
  }
}

/** The whole story stands there, each thing once, in its order. */
function judgeTimeline(timeline: AlertDetail["timeline"], messages: number): string[] {
  const kinds = timeline.map(({ kind }) => kind);
  const count = (kind: (typeof kinds)[number]) => kinds.filter((one) => one === kind).length;
  const once = (["began", "fired", "acknowledged", "resolved"] as const).filter((kind) => count(kind) !== 1);
  const order = (["began", "fired", "acknowledged", "resolved"] as const).map((kind) => kinds.indexOf(kind));
  return [
    ...once.map((kind) => `the timeline has ${count(kind)} × ${kind}`),
    ...(order.every((at, index) => index === 0 || at > (order[index - 1] ?? -1)) ? [] : [`the timeline's order is ${kinds.join(", ")}`]),
    ...(count("notified") === messages ? [] : [`the timeline has ${count("notified")} × notified, ${messages} messages came`]),
  ];
}

async function alerts({ api }: Scene): Promise<Alert[]> {
  return (await api.must(List, "GET", "/api/v1/monitoring/alerts?status=firing")).items;
}

async function all({ api }: Scene): Promise<Alert[]> {
  return (await api.must(List, "GET", "/api/v1/monitoring/alerts")).items;
}

async function firing(scene: Scene, kind: string): Promise<Alert | undefined> {
  return (await alerts(scene)).find((alert) => alert.kind === kind);
}

function detail({ api }: Scene, id: string): Promise<AlertDetail> {
  return api.must(AlertDetail, "GET", `/api/v1/monitoring/alerts/${id}`);
}

async function statusOf({ api, server }: Scene): Promise<string> {
  return (await api.must(z.object({ status: z.string() }), "GET", `/api/v1/admin/node-servers/${server.id}`)).status;
}
