import { expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { nodeClientsCsv } from "#lib/fleet/export-node-clients";
import { nodeServersCsv } from "#lib/fleet/export-node-servers";
import { ListNodeClientsInput, ListNodeServersInput } from "#lib/fleet/schema";
import { addServer } from "#lib/fleet/testing/fleet";
import { csvResponse } from "#lib/http/csv";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["fleet:read"]) });

test("every row of the filter, past any page, as harmless cells", async () => {
  const { id } = await addServer(db, { name: "=fra,1" });
  await addServer(db, { status: "offline" });
  await db.rows(
    sql`insert into node_client (node_server_id, name, traffic_factor, available_groups)
      select ${id}, 'node ' || n, 1.5, '{1,2}' from generate_series(1, 1203) n`,
    z.object({}),
  );
  const clients = (await (await csvResponse(ctx, ListNodeClientsInput.parse({ limit: 1 }), nodeClientsCsv)).text()).trimEnd().split("\r\n");
  expect(clients).toHaveLength(1204);
  expect(new Set(clients).size).toBe(1204);
  expect(clients[1]).toMatch(/^1,node 1,1,"'=fra,1",1\.5,0,0,,1 2,,,true,false,online,/);
  const servers = await (await csvResponse(ctx, ListNodeServersInput.parse({ status: "online" }), nodeServersCsv)).text();
  expect(servers.trimEnd().split("\r\n")).toHaveLength(2);
});
