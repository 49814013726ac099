import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { openDatabase } from "#lib/core/database";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { createTelemetryToken } from "#lib/telemetry/create-telemetry-token";
import { listTelemetryTokens } from "#lib/telemetry/list-telemetry-tokens";
import { revokeTelemetryToken } from "#lib/telemetry/revoke-telemetry-token";
import { findTelemetryToken } from "#lib/telemetry/token-use";
import { startIngestPort, type TestPort } from "./testing/ingest-port.ts";
import { connectNode, disconnectNodes } from "./testing/node-client.ts";
import { watchTokens } from "./watch-tokens.ts";

const db = testDatabase();
const ctx = testContext(db);
const log = pino({ level: "silent" });
let port: TestPort;
afterEach(async () => {
  disconnectNodes();
  await port.close();
});

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const usedAt = async (id: string) => (await listTelemetryTokens(ctx, { limit: 500 })).items.find((token) => token.id === id)?.lastUsedAt;

test("revoking a token closes its sockets within ten seconds and no others; use is noted", async () => {
  const [kept, revoked] = [await createTelemetryToken(ctx, { name: "kept" }), await createTelemetryToken(ctx, { name: "revoked" })];
  port = await startIngestPort({ findToken: (token) => findTelemetryToken(db, token) });
  const watch = watchTokens({ db, log, clock: port.clock, sockets: port.ingest.sockets });
  const paths = [`/submit/${kept.token}`, `/submit/${revoked.token}`, `/audit/${revoked.token}`, "/submit"];
  const nodes = await Promise.all(paths.map((path) => connectNode(port.port, path)));
  port.clock.advance(4_000);
  await soon(async () => expect(await usedAt(revoked.id)).toBe(fromNoon({ seconds: 4 }).toISOString()));
  await revokeTelemetryToken(ctx, { id: revoked.id });
  port.clock.advance(4_000);
  await soon(() =>
    expect(nodes.map(({ ended }) => ended)).toEqual([[], ["1008 The token was revoked"], ["1008 The token was revoked"], []]),
  );
  expect(port.sink.ended).toEqual(["127.0.0.1: revoked", "127.0.0.1: revoked"]);
  expect((await connectNode(port.port, `/submit/${revoked.token}`)).ended[0]).toMatch(/^401 /);
  expect(await usedAt(kept.id)).toBe(new Date(noon.getTime() + 4_000).toISOString());
  watch.stop();
});

test("with the database away everybody stays", async () => {
  const { token } = await createTelemetryToken(ctx, { name: "away" });
  const away = openDatabase("postgresql://nobody@127.0.0.1:1/none");
  port = await startIngestPort({ findToken: (sent) => findTelemetryToken(db, sent) });
  const watch = watchTokens({ db: away, log, clock: port.clock, sockets: port.ingest.sockets });
  const node = await connectNode(port.port, `/submit/${token}`);
  const asked = vi.spyOn(away.ingestPool, "query");
  for (const looks of [1, 2]) {
    port.clock.advance(4_000);
    await soon(() => expect(asked).toHaveBeenCalledTimes(looks));
    await Promise.allSettled(asked.mock.results.map(({ value }) => value));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(node.ended).toEqual([]);
  watch.stop();
  await away.close();
});
