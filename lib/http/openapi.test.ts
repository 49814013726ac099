import { expect, test } from "vitest";
import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { openApiDocument } from "#lib/http/openapi";
import { protocolRoute, route } from "#lib/http/route";
import { Id } from "#lib/universal/identifiers";
import { Limit, page } from "#lib/universal/paging";

const read = operation(
  {
    name: "readThing",
    summary: "One thing",
    policy: "fleet:read",
    input: z.strictObject({ id: Id, limit: Limit }),
    output: page(z.object({ bytes: z.string() })),
  },
  async () => ({ items: [], nextCursor: null }),
);
const write = operation(
  {
    name: "renameThing",
    summary: "Renames a thing",
    policy: "signed-in",
    input: z.strictObject({ id: Id, name: z.string() }),
    output: z.undefined(),
  },
  async () => undefined,
);
const document = openApiDocument(
  [
    { method: "GET", path: "/api/v1/things/{id}", contract: route(read).contract },
    { method: "PATCH", path: "/api/v1/things/{id}", contract: route(write, { status: 204 }).contract },
  ],
  "9.9.9",
);
const paths = document.paths?.["/api/v1/things/{id}"];

test("the flat input of a GET is the path and the query", () => {
  expect(paths?.get?.parameters).toMatchObject([
    { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } },
    { name: "limit", in: "query", required: false, schema: { type: "integer", minimum: 1, maximum: 500, default: 50 } },
  ]);
  expect(paths?.get?.operationId).toBe("readThing");
  expect(paths?.get?.security).toEqual([{ session: [] }, { apiKey: [] }]);
  expect(Object.keys(paths?.get?.responses ?? {})).toEqual(["200", "400", "401", "403", "404", "429", "503"]);
});

test("the flat input of a PATCH is the path and the body", () => {
  expect(paths?.patch?.parameters).toMatchObject([{ name: "id", in: "path" }]);
  expect(paths?.patch?.requestBody).toMatchObject({
    content: { "application/json": { schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] } } },
  });
  expect(paths?.patch?.responses).toHaveProperty("204");
});

test("every problem refers to the one problem schema", () => {
  expect(paths?.get?.responses?.["404"]).toMatchObject({
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  });
});

test("an export says how to ask for CSV", () => {
  const csv = { filename: "things.csv", columns: ["bytes"], rows: async function* () {} };
  const exported = openApiDocument([{ method: "GET", path: "/api/v1/things/{id}", contract: route(read, { csv }).contract }], "9.9.9")
    .paths?.["/api/v1/things/{id}"]?.get;
  expect(exported?.parameters).toContainEqual(
    expect.objectContaining({ name: "format", in: "query", schema: expect.objectContaining({ type: "string", enum: ["json", "csv"] }) }),
  );
  expect(Object.keys(exported?.responses?.["200"]?.content ?? {})).toEqual(["application/json", "text/csv"]);
});

test("a protocol of nodes carries its credentials in the query, its report in the body", () => {
  const input = z.object({ node_id: z.string(), token: z.string(), cpu: z.number() });
  const status = protocolRoute(
    { name: "reportStatus", summary: "Status", policy: "node", input, output: z.object({ data: z.literal(true) }) },
    async () => Response.json({ data: true }),
  );
  const post = openApiDocument([{ method: "POST", path: "/status", contract: status.contract }], "9.9.9").paths?.["/status"]?.post;
  expect(post?.parameters?.map((parameter) => "name" in parameter && parameter.name)).toEqual(["node_id", "token"]);
  expect(post?.requestBody).toMatchObject({ content: { "application/json": { schema: { required: ["cpu"] } } } });
  expect(post?.security).toEqual([{ uniProxyToken: [] }]);
});
