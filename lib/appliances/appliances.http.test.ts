import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { inventoryBody } from "#lib/appliances/testing/inventory";
import { sharedServer } from "../../e2e/fixtures/http.ts";

const { api } = sharedServer();
const stranger = api.as(undefined);
const Made = z.object({ id: z.uuid(), name: z.string(), token: z.string() });
const Shown = z.object({ state: z.string(), usedBytes: z.string(), repositories: z.array(z.object({ id: z.string() })) });
const Problem = z.object({ code: z.string(), detail: z.string(), errors: z.array(z.object({ path: z.string() })).optional() });
let made: z.output<typeof Made>;

beforeEach(async () => {
  made = await api.must(Made, "POST", "/api/v1/appliances", { name: `vault ${crypto.randomUUID().slice(0, 8)}` });
});

const put = (body: unknown, token: string | undefined = made.token, id = made.id) =>
  stranger.send("PUT", `/api/v1/appliances/${id}/inventory`, body, token === undefined ? {} : { authorization: `Bearer ${token}` });
const post = (body: unknown, token = made.token) =>
  stranger.send("POST", `/api/v1/appliances/${made.id}/tasks`, body, { authorization: `Bearer ${token}` });
const show = () => api.must(Shown, "GET", `/api/v1/appliances/${made.id}`);

test("a snapshot, the same again, and another: the last one is what there is", async () => {
  const first = await put(inventoryBody());
  expect([first.status, first.json]).toMatchObject([
    200,
    { applianceId: made.id, changed: ["disks", "repositories", "scst", "tape", "vtl"] },
  ]);
  expect((await put(inventoryBody())).json).toMatchObject({ changed: [] });
  expect((await put(inventoryBody({ id: "other", usedBytes: 7 }))).json).toMatchObject({ changed: ["repositories"] });
  expect(await show()).toEqual({ state: "reporting", usedBytes: "7", repositories: [expect.objectContaining({ id: "other" })] });
});

test("many at once: each is answered, one of them stands", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => put(inventoryBody({ id: `r${index}`, usedBytes: index }))));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect((await show()).repositories).toHaveLength(1);
});

describe("who may", () => {
  test("the appliance itself, with its newest token, and nobody else", async () => {
    const other = await api.must(Made, "POST", "/api/v1/appliances", { name: "other" });
    const rotated = await api.must(Made, "POST", `/api/v1/appliances/${made.id}/rotate-token`);
    const nobody = crypto.randomUUID();
    const answers = [
      await stranger.send("PUT", `/api/v1/appliances/${made.id}/inventory`, inventoryBody()),
      await put(inventoryBody(), "fla_wrong"),
      await put(inventoryBody(), other.token),
      await put(inventoryBody(), made.token),
      await put(inventoryBody(), rotated.token, nobody),
      await put(inventoryBody(), rotated.token),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 404, 200]);
    expect(answers.slice(0, 5).map(({ json }) => Problem.parse(json).detail)).toEqual([
      "Forbidden",
      "Forbidden",
      "Forbidden",
      "Forbidden",
      "Not found",
    ]);
  });

  test("an appliance's token opens nothing of people", async () => {
    expect((await stranger.get("/api/v1/appliances", { authorization: `Bearer ${made.token}` })).status).toBe(401);
  });

  test("deleted is not found", async () => {
    expect((await api.send("DELETE", `/api/v1/appliances/${made.id}`)).status).toBe(204);
    expect((await put(inventoryBody())).status).toBe(404);
    expect((await api.get(`/api/v1/appliances/${made.id}`)).status).toBe(404);
  });
});

test("a bad body is refused whole, and every field is named", async () => {
  const bad = { ...inventoryBody(), disks: "many", tape: undefined, extra: 1 };
  const answer = await put(bad);
  const { code, errors } = Problem.parse(answer.json);
  expect([answer.status, code, errors?.map(({ path }) => path).sort()]).toEqual([400, "validation_failed", ["disks", "extra", "tape"]]);
  expect((await show()).state).toBe("never");
});

test("a body of several MiB passes, one beyond 8 MiB does not", async () => {
  const slots = (count: number) => ({
    ...inventoryBody(),
    tape: { libraries: [{ drives: [], slots: Array.from({ length: count }, () => ({ barcode: "A".repeat(60) })) }] },
  });
  expect((await put(slots(40_000))).status).toBe(200);
  expect((await put({ ...slots(1), padding: "x".repeat(9 * 1024 * 1024) })).status).toBe(413);
});

test("tasks: one or many, in their order, and never back", async () => {
  expect((await post({ id: "t1", status: "running", name: "Nightly" })).json).toMatchObject({ items: [{ id: "t1", outcome: "created" }] });
  const batch = {
    tasks: [
      { id: "t1", status: "failed", message: "no tape" },
      { id: "t1", status: "running" },
    ],
  };
  expect((await post(batch)).json).toMatchObject({ items: [{ outcome: "changed" }, { outcome: "outdated", status: "failed" }] });
  expect((await post({ id: "t2" })).status).toBe(400);
  expect((await post(batch, "fla_wrong")).status).toBe(403);
  const List = z.object({ items: z.array(z.object({ id: z.string(), status: z.string(), message: z.string() })) });
  expect(await api.must(List, "GET", `/api/v1/appliances/${made.id}/tasks?status=failed`)).toMatchObject({
    items: [{ id: "t1", message: "no tape" }],
  });
});
