import { expect, test } from "vitest";
import { z } from "zod";
import { Api } from "#e2e/fixtures/api";
import { ownServer } from "#e2e/fixtures/http";
import { conditionKinds } from "./condition-registry.ts";

const Rules = z.object({ items: z.array(z.object({ kind: z.string(), name: z.string() })) });
const Routes = z.object({ items: z.array(z.object({ name: z.string(), parentId: z.string().nullable() })) });

test("the first start is ready with the product's rules and the route that takes everything; the next one makes none again", async () => {
  const expected = conditionKinds().flatMap(({ kind, defaults }) => defaults.map(({ name }) => ({ kind, name })));
  let server = await ownServer();
  // The key of the first start: later ones have it already and take no other.
  const key = server.adminKey;
  const ask = async () => {
    const api = new Api(server.url, key);
    const { items } = await api.must(Rules, "GET", "/api/v1/monitoring/rules?limit=200");
    return { rules: items, routes: (await api.must(Routes, "GET", "/api/v1/monitoring/routes")).items };
  };
  const first = await ask();
  expect(new Set(first.rules.map(({ name }) => name))).toEqual(new Set(expected.map(({ name }) => name)));
  expect(first.rules).toHaveLength(expected.length);
  expect(first.routes).toEqual([{ name: "Everything", parentId: null }]);
  await server.kill();
  server = await ownServer({ databaseUrl: server.databaseUrl });
  expect(await ask()).toEqual(first);
  await server.stop();
});
