import { expect, test, vi } from "vitest";
import { z } from "zod";
import { sharedServer } from "#e2e/fixtures/http";
import { makeClient, makeServer, makeUser } from "#e2e/fixtures/seed";
import { IngestAnswer } from "#lib/ingest/schema";
import { connectIngest } from "./testing/ingest-client.ts";

const { api, url } = sharedServer();
const ts = new Date().toISOString();
const heartbeat = (id: string, payload: object = {}) => ({ id, ts, kind: "heartbeat", payload });

async function node() {
  const { id, token } = await makeServer(api, { compatibility: "native" });
  return { id, token, api: api.as(token), socket: () => connectIngest(`${url.replace("http", "ws")}/ingest/v1`, token) };
}

const answerTo = async (sender: Awaited<ReturnType<typeof node>>, items: unknown) => {
  const { status, json, text } = await sender.api.post("/api/v1/ingest", items);
  expect(text.slice(0, 500)).toBeTruthy();
  return { status, ...IngestAnswer.parse(json) };
};

test("a list over HTTP: every item in exactly one of two lists, usage in the ledger", async () => {
  const sender = await node();
  await makeClient(api, sender.id, { trafficFactor: "1.5" });
  const user = await makeUser(api);
  const usage = {
    id: "u",
    ts,
    kind: "usage",
    payload: { mode: "delta", lines: [{ uid: user.uid, upload: 100, download: 200 }, { uid: 0 }] },
  };
  const items = [heartbeat("h"), usage, { ...usage, id: "bad", payload: {} }, { nothing: true }, { ...heartbeat("h"), kind: "usage" }];
  expect(await answerTo(sender, items)).toMatchObject({
    status: 200,
    ack: ["h", "u"],
    nack: [
      { id: null, index: 3, code: "bad_item" },
      { id: "bad", code: "bad_payload" },
      { id: "h", code: "bad_payload" },
    ],
    rejected: [{ id: "u", index: 1, code: "bad_user" }],
  });
  expect(await answerTo(sender, [usage])).toMatchObject({ ack: ["u"], nack: [], rejected: [] });
  const line = z.object({ items: z.array(z.object({ billed: z.object({ upload: z.string(), download: z.string() }) })) });
  const lines = await api.must(line, "GET", `/api/v1/usage/lines?userId=${user.id}`);
  expect(lines.items.map(({ billed }) => billed)).toEqual([{ upload: "150", download: "300" }]);
});

test("the same items by both ways at the same time are stored once", async () => {
  const sender = await node();
  const user = await makeUser(api);
  await makeClient(api, sender.id, { trafficFactor: "1" });
  const items = Array.from({ length: 20 }, (_, index) => ({
    id: `i${index}`,
    ts,
    kind: "usage",
    payload: { mode: "delta", lines: [{ uid: user.uid, upload: 1, download: 0 }] },
  }));
  const socket = await sender.socket();
  for (const item of items) socket.send(item);
  const answers = await Promise.all([answerTo(sender, items), answerTo(sender, items.toReversed())]);
  await vi.waitFor(() => expect(socket.acked).toHaveLength(20), { timeout: 20_000 });
  expect(answers.map(({ ack, nack }) => [ack.length, nack.length])).toEqual([
    [20, 0],
    [20, 0],
  ]);
  const lines = z.object({ items: z.array(z.unknown()) });
  expect((await api.must(lines, "GET", `/api/v1/usage/lines?userId=${user.id}&limit=100`)).items).toHaveLength(20);
  socket.socket.close();
});

test("chain nodes that a server reports by both ways are nodes like any other", async () => {
  const sender = await node();
  const peer = `12D3KooW${crypto.randomUUID().replaceAll("-", "")}`;
  const connected = { msg: "system.connected", network_id: peer, name: "reported", chain: "Test", version: "1", implementation: "t" };
  const message = (id: string, payload: object) => ({ id, ts, kind: "telemetry", payload: { id: 1, payload, ts } });
  expect(await answerTo(sender, [message("1", connected)])).toMatchObject({ ack: ["1"] });
  const socket = await sender.socket();
  socket.send(message("2", { msg: "block.import", height: 42, best: "0x2a" }));
  await vi.waitFor(() => expect(socket.acked).toEqual(["2"]));
  const Node = z.object({ name: z.string(), bestHeight: z.number().nullable() });
  await vi.waitFor(
    async () => expect(await api.must(Node, "GET", `/api/v1/telemetry/nodes/${peer}`)).toEqual({ name: "reported", bestHeight: 42 }),
    {
      timeout: 20_000,
    },
  );
  socket.socket.close();
});

test("what is refused as a whole", async () => {
  const sender = await node();
  const status = async (body: unknown, bearer = sender.api) => (await bearer.post("/api/v1/ingest", body)).status;
  const many = Array.from({ length: 1_001 }, (_, index) => heartbeat(`${index}`));
  const long = [heartbeat("long", { x: "x".repeat(8 * 1024 * 1024) })];
  expect({
    withoutToken: await status([], api.as(undefined)),
    wrongToken: await status([], api.as("fln_nobody")),
    adminKey: await status([], api),
    text: await status("text"),
    many: await status(many),
    long: await status(long),
    nothing: await status([]),
  }).toEqual({ withoutToken: 401, wrongToken: 403, adminKey: 403, text: 400, many: 413, long: 413, nothing: 200 });
});
