import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { authenticateNode, type NodeCredentials } from "#lib/fleet/authenticate-node";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import { addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();
let server: Awaited<ReturnType<typeof addServer>>;
let other: Awaited<ReturnType<typeof addServer>>;

beforeAll(async () => {
  server = await addServer(db, { name: "one" });
  other = await addServer(db, { name: "two", compatibility: "ssp" });
});

const enter = (credentials: Partial<NodeCredentials>) =>
  authenticateNode(db, { nodeServerId: server.id, token: server.token, protocol: "uniproxy", ...credentials });

describe("who a node is", () => {
  test("id and token", async () => {
    expect(await enter({})).toEqual({ id: server.id, name: "one", compatibility: "newv2b" });
    expect(await enter({ nodeServerId: other.id, token: other.token, protocol: "mod_mu" })).toMatchObject({ id: other.id });
  });

  test("the token alone, where the protocol may leave the id out", async () => {
    expect(await enter({ nodeServerId: undefined, protocol: "native" })).toMatchObject({ id: server.id });
    expect(await enter({ nodeServerId: undefined, protocol: "mod_mu" })).toMatchObject({ id: server.id });
  });

  test.each([
    { name: "no token", credentials: { token: null }, code: "forbidden" },
    { name: "an empty token", credentials: { token: "" }, code: "forbidden" },
    { name: "a wrong token", credentials: { token: "fln_wrong" }, code: "forbidden" },
    { name: "an endless token", credentials: { token: "x".repeat(100_000) }, code: "forbidden" },
    {
      name: "an unknown token alone",
      credentials: { nodeServerId: undefined, token: "fln_wrong", protocol: "native" as const },
      code: "forbidden",
    },
    { name: "an unknown server", credentials: { nodeServerId: 999_999 }, code: "not_found" },
    { name: "an id beyond integers", credentials: { nodeServerId: 99_999_999_999 }, code: "not_found" },
    { name: "no id where the protocol demands one", credentials: { nodeServerId: undefined }, code: "not_found" },
  ])("$name: $code, without detail", async ({ credentials, code }) => {
    await expect(enter(credentials)).rejects.toMatchObject({ code, message: expect.stringMatching(/^(Forbidden|Not found)$/) });
  });

  test("another server's token is wrong", () => expect(enter({ token: other.token })).rejects.toMatchObject({ code: "forbidden" }));
});

describe("a heartbeat", () => {
  const Clocks = z.object({ last_online_at: column.instant.nullable(), last_push_at: column.instant.nullable(), version: z.string() });
  const clocks = async (id: number) => {
    const [row] = await db.rows(sql`select last_online_at, last_push_at, xmin::text as version from node_server where id = ${id}`, Clocks);
    return row;
  };

  test("moves the clock, coalesces what comes right after, never goes back", async () => {
    await recordHeartbeat(db, server.id, noon, { isPush: false });
    const first = await clocks(server.id);
    expect(first).toMatchObject({ last_online_at: noon, last_push_at: null });
    await recordHeartbeat(db, server.id, fromNoon({ seconds: 3 }), { isPush: false });
    expect(await clocks(server.id)).toEqual(first);
    await recordHeartbeat(db, server.id, fromNoon({ seconds: 60 }), { isPush: false });
    await recordHeartbeat(db, server.id, fromNoon({ seconds: 20 }), { isPush: false });
    expect(await clocks(server.id)).toMatchObject({ last_online_at: fromNoon({ seconds: 60 }) });
  });

  test("a push moves its own clock too", async () => {
    await recordHeartbeat(db, other.id, noon, { isPush: false });
    await recordHeartbeat(db, other.id, fromNoon({ seconds: 1 }), { isPush: true });
    expect(await clocks(other.id)).toMatchObject({ last_online_at: fromNoon({ seconds: 1 }), last_push_at: fromNoon({ seconds: 1 }) });
  });
});
