import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { AlertDetail, AlertList } from "#lib/alerting/schema";
import { freePort } from "#server/database/free-port";
import { sharedServer } from "./fixtures/http.ts";
import { findTool, type RunningTool, startTool } from "./fixtures/tools.ts";

const { api, url } = sharedServer();
const [prometheus, alertmanager] = [findTool("prometheus"), findTool("prometheus-alertmanager")];
const host = new URL(url).host;
const run = crypto.randomUUID().slice(0, 8);
/** A real sender needs some seconds to notice, and the machine may be busy. */
const patience = { timeout: 60_000, interval: 250 };
let key = "";

beforeAll(async () => {
  const Key = z.object({ key: z.string() });
  ({ key } = await api.must(Key, "POST", "/api/v1/admin/api-keys", { name: `interop ${run}`, permissions: ["monitoring:write"] }));
});

async function alertsOf(resourceId: string) {
  const { items } = await api.must(AlertList, "GET", `/api/v1/monitoring/alerts?resourceId=${encodeURIComponent(resourceId)}`);
  return items;
}

async function lifeOf(id: string | undefined) {
  const { timeline } = await api.must(AlertDetail, "GET", `/api/v1/monitoring/alerts/${id}`);
  return timeline.map(({ kind }) => kind);
}

describe.runIf(prometheus)("a Prometheus that has us as its Alertmanager", () => {
  let broken = 1;
  const target = createServer((_, response) => response.setHeader("content-type", "text/plain").end(`interop_broken ${broken}\n`));
  let tool: RunningTool | undefined;
  let instance = "";

  beforeAll(async () => {
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    instance = `127.0.0.1:${(target.address() as AddressInfo).port}`;
    const port = await freePort();
    tool = await startTool(
      prometheus ?? "",
      [
        "--config.file={folder}/prometheus.yml",
        "--storage.tsdb.path={folder}/data",
        `--web.listen-address=127.0.0.1:${port}`,
        "--rules.alert.resend-delay=1s",
      ],
      {
        "prometheus.yml": `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ["{folder}/rules.yml"]
alerting:
  alertmanagers:
    - authorization: { credentials: "${key}" }
      static_configs: [{ targets: ["${host}"] }]
scrape_configs:
  - job_name: interop
    static_configs: [{ targets: ["${instance}"] }]
`,
        "rules.yml": `
groups:
  - name: interop
    rules:
      - alert: InteropBroken
        expr: interop_broken == 1
        labels: { severity: critical, run: "${run}" }
        annotations: { summary: "broken is {{ $value }}" }
`,
      },
      `http://127.0.0.1:${port}/-/ready`,
    );
  }, 60_000);
  afterAll(async () => {
    await tool?.stop();
    target.close();
  });

  test("its alert fires here, is counted while it goes on, is over when the rule is, and comes back as the same", async () => {
    await expect
      .poll(() => alertsOf(instance), patience)
      .toMatchObject([
        {
          status: "firing",
          severity: "critical",
          source: "external",
          title: `InteropBroken: ${instance}`,
          labels: { alertname: "InteropBroken", job: "interop", run },
        },
      ]);
    const [alert] = await alertsOf(instance);
    expect(alert?.message).toContain("broken is 1");
    await expect.poll(async () => (await alertsOf(instance))[0]?.occurrences, patience).toBeGreaterThan(2);
    broken = 0;
    await expect.poll(() => alertsOf(instance), patience).toMatchObject([{ id: alert?.id, status: "resolved" }]);
    broken = 1;
    await expect.poll(() => alertsOf(instance), patience).toMatchObject([{ id: alert?.id, status: "firing", reopenCount: 1 }]);
    expect(await lifeOf(alert?.id)).toEqual(["began", "fired", "resolved", "reopened"]);
  }, 240_000);
});

describe.runIf(alertmanager)("an Alertmanager that sends its webhook to us", () => {
  let tool: RunningTool | undefined;
  let own = "";
  const instance = `interop-${run}`;
  const post = async (endsAt: Date) => {
    const body = JSON.stringify([{ labels: { alertname: "InteropDisk", instance, severity: "info", source: "storage" }, endsAt }]);
    const { status } = await fetch(`${own}/api/v2/alerts`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(status).toBe(200);
  };

  beforeAll(async () => {
    const port = await freePort();
    own = `http://127.0.0.1:${port}`;
    tool = await startTool(
      alertmanager ?? "",
      [
        "--config.file={folder}/alertmanager.yml",
        "--storage.path={folder}/data",
        `--web.listen-address=127.0.0.1:${port}`,
        "--cluster.listen-address=",
      ],
      {
        "alertmanager.yml": `
route: { receiver: fleetlight, group_wait: 1s, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: fleetlight
    webhook_configs:
      - url: "${new URL("/api/v1/monitoring/webhooks/alertmanager", url)}"
        http_config:
          basic_auth: { username: alertmanager, password: "${key}" }
`,
      },
      `${own}/-/ready`,
    );
  }, 60_000);
  afterAll(() => tool?.stop());

  test("what fires there fires here, and is over here when it is over there", async () => {
    await post(new Date(Date.now() + 3_600_000));
    await expect
      .poll(() => alertsOf(instance), patience)
      .toMatchObject([
        { status: "firing", severity: "info", source: "storage", title: `InteropDisk: ${instance}`, resourceType: "instance" },
      ]);
    await post(new Date(Date.now() - 1_000));
    await expect.poll(() => alertsOf(instance), patience).toMatchObject([{ status: "resolved" }]);
    expect(await lifeOf((await alertsOf(instance))[0]?.id)).toEqual(["began", "fired", "resolved"]);
  }, 120_000);
});
