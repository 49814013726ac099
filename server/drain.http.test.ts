import { connect } from "node:net";
import { expect, test } from "vitest";
import { ownServer } from "../e2e/fixtures/http.ts";

const body = JSON.stringify({ "1": [1, 2] });

/** A report of which only the beginning is sent. */
async function halfARequest(url: string) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  socket.write(
    `POST /api/v1/server/UniProxy/push?node_id=1&token=x HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  await new Promise<void>((resolve) => socket.write(body.slice(0, 5), () => resolve()));
  return { finish: () => socket.write(body.slice(5)), closed };
}

test("SIGTERM: not ready at once, newcomers are sent away, accepted work is finished, exit code 0", async () => {
  const server = await ownServer();
  const request = await halfARequest(server.url);
  // The front has it when another request that came later has been answered.
  await server.fetch("/healthz");
  const stopped = server.stop();
  // A kept connection that the server closes in the moment in which it is used again is no answer: asked once more.
  const ask = (path: string) => server.fetch(path).catch(() => server.fetch(path));
  await expect.poll(async () => (await ask("/readyz")).status, { interval: 20 }).toBe(503);
  const newcomer = await ask("/api/v1/me");
  expect([newcomer.status, newcomer.headers.get("connection")]).toEqual([503, "close"]);
  expect(await newcomer.json()).toMatchObject({ code: "shutting_down" });
  request.finish();
  expect(await request.closed).toMatch(/^HTTP\/1\.1 (401|403|404) /);
  expect(await stopped).toBe(0);
});
