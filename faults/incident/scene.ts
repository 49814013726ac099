import { z } from "zod";
import { Api } from "#e2e/fixtures/api";
import { makeClient, makeServer } from "#e2e/fixtures/seed";

const Made = z.object({ id: z.uuid() });
const Items = z.object({
  items: z.array(z.object({ id: z.uuid(), parentId: z.uuid().nullable().optional() })),
});

export interface Scene {
  api: Api;
  server: { id: number; token: string };
  clients: number[];
}

/** Seconds; the offline time-out is the environment's `NODE_OFFLINE_TIMEOUT_S`. */
export interface SceneTiming {
  offlineAfterS: number;
  forS: number;
  clearS: number;
  repeatS: number;
}

/** A node server with two clients, a rule of whose alerts the server is the cause, and one route: mail and a signed webhook. */
export async function makeScene(url: string, adminKey: string, hook: string, timing: SceneTiming): Promise<Scene> {
  const api = new Api(url, adminKey);
  const server = await makeServer(api, { name: "Frankfurt 1", compatibility: "native" });
  const clients = [(await makeClient(api, server.id)).id, (await makeClient(api, server.id, { isDefault: false })).id];
  const { items: rules } = await api.must(Items, "GET", "/api/v1/monitoring/rules?kind=node_offline");
  const [offline] = rules;
  if (!offline) throw new Error("The product came without its rule for offline servers");
  const { forS: forSeconds, clearS: clearSeconds } = timing;
  await api.must(z.unknown(), "PATCH", `/api/v1/monitoring/rules/${offline.id}`, { forSeconds, clearSeconds });
  // Later than the cause: what comes before it is told before anybody can know the cause.
  const silent = {
    name: "Silent",
    kind: "no_heartbeat",
    params: { afterSeconds: timing.offlineAfterS + forS(timing) },
    severity: "warning",
  };
  await api.must(Made, "POST", "/api/v1/monitoring/rules", { ...silent, forSeconds: 0, clearSeconds: 0 });
  const mail = { name: "Mail", kind: "email", config: { recipients: ["ops@example.test"] } };
  const webhook = { name: "Hook", kind: "webhook", config: { url: hook } };
  const channelIds: string[] = [];
  for (const channel of [mail, webhook]) channelIds.push((await api.must(Made, "POST", "/api/v1/monitoring/channels", channel)).id);
  const routes = await api.must(Items, "GET", "/api/v1/monitoring/routes");
  const root = routes.items.find(({ parentId }) => parentId === null);
  if (!root) throw new Error("There is no route that takes everything");
  const telling = { channelIds, groupBy: ["rule"], groupWaitS: 5, groupIntervalS: 15, repeatIntervalS: timing.repeatS };
  await api.must(z.unknown(), "PATCH", `/api/v1/monitoring/routes/${root.id}`, telling);
  return { api, server, clients };
}

/** Two evaluations more than the cause needs. */
function forS({ forS: seconds }: SceneTiming): number {
  return seconds + 60;
}

/** A sign of life every second while it is on; a server that is away is asked again. */
export class Heart {
  isBeating = true;
  readonly #timer: NodeJS.Timeout;

  constructor({ api, server }: Scene) {
    const node = api.as(server.token);
    this.#timer = setInterval(() => {
      if (this.isBeating) node.post("/api/v1/agent/heartbeat", {}).catch(() => {});
    }, 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** What a Prometheus says of the server's clients, as it posts to its Alertmanager; `isOver` ends it. */
export async function probeClients({ api, server, clients }: Scene, isOver: boolean): Promise<void> {
  const alerts = clients.map((client) => ({
    labels: { alertname: `Probe of client ${client}`, severity: "critical", client: String(client), node_server_id: String(server.id) },
    annotations: { summary: `Client ${client} does not answer` },
    ...(isOver && { endsAt: new Date().toISOString() }),
  }));
  await api.must(z.unknown(), "POST", "/api/v2/alerts", alerts);
}
