import pg from "pg";
import { expect, test } from "vitest";
import { ownServer } from "../../e2e/fixtures/http.ts";
import { signIn } from "../../e2e/fixtures/sign-in.ts";
import { firstAdmin } from "../../e2e/fixtures/start-server.ts";

test("a page whose tables are locked is a 503 that says when to come back, and is well again after", async () => {
  const server = await ownServer();
  const client = new pg.Client({ connectionString: server.databaseUrl });
  try {
    const cookie = await signIn(server.url, firstAdmin);
    await client.connect();
    await client.query("begin; lock table node_server, app_user in access exclusive mode");
    const answer = await server.fetch("/admin/servers/1", { headers: { cookie } });
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("content-type")]).toEqual([
      503,
      "2",
      "text/html; charset=utf-8",
    ]);
    expect(await answer.text()).toContain("The database does not answer");
    await client.query("rollback");
    expect((await server.fetch("/admin/servers", { headers: { cookie } })).status).toBe(200);
  } finally {
    await client.end();
    await server.stop();
  }
});
