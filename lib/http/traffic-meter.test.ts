import { once } from "node:events";
import { connect, createServer } from "node:net";
import { beforeEach, expect, test } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { meterConnection, readTraffic } from "./traffic-meter.ts";

beforeEach(() => forgetSingleton("traffic-meter"));

test("bytes of a connection count while it is open, and once when it is closed", async () => {
  const server = createServer((socket) => {
    meterConnection(socket);
    socket.on("data", () => socket.write("four"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const client = connect(address && typeof address === "object" ? address.port : 0, "127.0.0.1");
  client.write("sevenby");
  await once(client, "data");
  expect(readTraffic()).toEqual({ requests: 0, bytesReceived: 7, bytesSent: 4 });
  client.end();
  await once(client, "close");
  await new Promise((resolve) => server.close(resolve));
  expect(readTraffic()).toEqual({ requests: 0, bytesReceived: 7, bytesSent: 4 });
});
