import { beforeEach, describe, expect, test } from "vitest";
import { createRule } from "#lib/alerting/create-rule";
import { ensureDefaultRules } from "#lib/alerting/ensure-default-rules";
import { exportRules } from "#lib/alerting/export-rules";
import { importRules } from "#lib/alerting/import-rules";
import { listRules } from "#lib/alerting/list-rules";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const offline = { name: "Offline", kind: "node_offline", severity: "critical" } as const;
const rules = async () => (await listRules(reader, { limit: 500 })).items;
const actionsOf = (done: Awaited<ReturnType<typeof importRules>>) => done.rules.map(({ name, action, changes }) => [name, action, changes]);
const auditRows = () => db.prisma.auditLog.count();

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, default_rule cascade`);
});

describe("a file of rules", () => {
  test("exported and imported again: nothing changes; into an empty installation: all of it is there again", async () => {
    await transaction(db, (tx) => ensureDefaultRules(tx, noon));
    await createRule(ctx, { ...offline, runbook: "https://wiki.example.org/offline: call\n  then walk", isEnabled: false });
    const yaml = await exportRules(reader, {});
    const before = await rules();
    expect(await importRules(ctx, { yaml, dryRun: false })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: before.length,
      problems: [],
    });
    await db.prisma.$executeRaw(sql`truncate rule cascade`);
    expect(await importRules(ctx, { yaml, dryRun: false })).toMatchObject({ created: before.length });
    const told = (all: typeof before) =>
      all.map(({ name, words, runbook, isEnabled }) => ({ name, words, runbook, isEnabled })).sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(told(await rules())).toEqual(told(before));
    expect(await exportRules(reader, {})).toContain("Importing this file");
  });

  test("rules of one name go out with their ids and find themselves again, here and in an empty installation", async () => {
    for (const nodeServerIds of [[1], [2], []]) await createRule(ctx, { ...offline, name: "Twin", params: { nodeServerIds } });
    await createRule(ctx, offline);
    const yaml = await exportRules(reader, {});
    expect(yaml.match(/ id: /g)).toHaveLength(3);
    const before = await rules();
    const told = (all: typeof before) => all.map(({ id, name, params }) => [name === "Twin" && id, name, params]).sort();
    expect(await importRules(ctx, { yaml, dryRun: false })).toMatchObject({ created: 0, updated: 0, unchanged: 4, problems: [] });
    await db.prisma.$executeRaw(sql`truncate rule cascade`);
    expect(await importRules(ctx, { yaml, dryRun: false })).toMatchObject({ created: 4 });
    expect(told(await rules())).toEqual(told(before));
    expect(await importRules(ctx, { yaml, dryRun: false })).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
  });

  test("an id means its rule, whatever the name; the name then means another", async () => {
    const { id } = await createRule(ctx, offline);
    const yaml = `
rules:
  - { id: ${id}, name: Gone dark, kind: node_offline, severity: critical }
  - { name: Offline, kind: node_offline, severity: info }`;
    expect(actionsOf(await importRules(ctx, { yaml, dryRun: false }))).toEqual([
      ["Gone dark", "update", ["name"]],
      ["Offline", "create", []],
    ]);
    expect((await rules()).find((rule) => rule.id === id)).toMatchObject({ name: "Gone dark" });
  });

  test("everything that can be made is imported again: as many as the installation is made for", { timeout: 60_000 }, async () => {
    await db.prisma.$executeRaw(sql`
      insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, runbook, created_at, updated_at)
      select 'Rule ' || n, 'node_offline', '{}', 'info', 0, 60, 600, 'stale', repeat('x', 2000), ${noon}::timestamptz, ${noon}::timestamptz
      from generate_series(1, 2000) n`);
    const yaml = await exportRules(reader, {});
    expect(await importRules(ctx, { yaml })).toMatchObject({ unchanged: 2_000, problems: [] });
  });

  test("checks unless told to write; changes what has the name, makes the others, leaves the rest, and audits each", async () => {
    const { id } = await createRule(ctx, offline);
    await createRule(ctx, { ...offline, name: "Left alone" });
    const yaml = `
rules:
  - name: Offline
    kind: node_offline
    severity: warning
    params: { nodeServerIds: [3] }
  - { name: Silent, kind: no_heartbeat, severity: info }`;
    const expected = [
      ["Offline", "update", ["severity", "params"]],
      ["Silent", "create", []],
    ];
    const rows = await auditRows();
    expect(actionsOf(await importRules(ctx, { yaml }))).toEqual(expected);
    expect([(await rules()).length, await auditRows()]).toEqual([2, rows]);
    expect(actionsOf(await importRules(ctx, { yaml, dryRun: false }))).toEqual(expected);
    const stored = await rules();
    expect(stored.map(({ name, severity }) => `${name} ${severity}`).sort()).toEqual([
      "Left alone critical",
      "Offline warning",
      "Silent info",
    ]);
    expect(stored.find(({ name }) => name === "Offline")).toMatchObject({ id, params: { nodeServerIds: [3] } });
    expect(await auditRows()).toBe(rows + 2);
  });

  test("two imports of the same file at once make each rule once", async () => {
    const yaml = "rules: [{ name: Silent, kind: no_heartbeat, severity: info }]";
    const both = await Promise.all([importRules(ctx, { yaml, dryRun: false }), importRules(ctx, { yaml, dryRun: false })]);
    expect(both.map(({ created }) => created).sort()).toEqual([0, 1]);
    expect(await rules()).toHaveLength(1);
  });
});

describe("a wrong file is told by line and path, and nothing of it is written", () => {
  const anId = "0190a6c2-0000-7000-8000-000000000001";
  const good = "rules:\n  - name: Good\n    kind: node_offline\n    severity: info\n";
  test.each<[string, string, [number, string, string][]]>([
    ["text that is no YAML", "rules:\n  - name: [", [[2, "", "yaml"]]],
    ["an alias", "rules: &a\n  - *a", [[1, "", "yaml"]]],
    [
      "another top",
      "rule: []",
      [
        [1, "rules", "invalid_type"],
        [1, "rule", "unknown"],
      ],
    ],
    ["an unknown key", `${good}    colour: red\n`, [[5, "rules.0.colour", "unknown"]]],
    ["a wrong value", `${good}    forSeconds: -1\n`, [[5, "rules.0.forSeconds", "too_small"]]],
    ["a missing field", "rules:\n  - name: Good\n    kind: node_offline\n", [[2, "rules.0.severity", "invalid_value"]]],
    ["an unknown kind", good.replace("node_offline", "moon_phase"), [[3, "rules.0.kind", "unknown"]]],
    ["an unknown parameter", `${good}    params:\n      colour: red\n`, [[6, "rules.0.params.colour", "unknown"]]],
    [
      "a wrong parameter, deep",
      `${good}    params:\n      nodeServerIds:\n        - 1\n        - x\n`,
      [[8, "rules.0.params.nodeServerIds.1", "invalid_type"]],
    ],
    ["the same name twice", `${good}  - name: Good\n    kind: node_offline\n    severity: info\n`, [[5, "rules.1.name", "repeated"]]],
    ["an id that is none", `${good}    id: 7\n`, [[5, "rules.0.id", "invalid_type"]]],
    [
      "the same id twice",
      `${good}    id: ${anId}\n  - name: Other\n    kind: node_offline\n    severity: info\n    id: ${anId}\n`,
      [[9, "rules.1.id", "repeated"]],
    ],
    [
      "a name that two rules have",
      "rules:\n  - name: Twin\n    kind: node_offline\n    severity: info\n",
      [[2, "rules.0.name", "ambiguous"]],
    ],
  ])("%s", async (_, yaml, expected) => {
    for (const _twin of [1, 2]) await createRule(ctx, { ...offline, name: "Twin" });
    const { problems } = await importRules(ctx, { yaml });
    expect(problems.map(({ line, path, code }) => [line, path, code])).toEqual(expected);
    await expect(importRules(ctx, { yaml, dryRun: false })).rejects.toMatchObject({
      code: "unprocessable",
      errors: expected.map(([line, path]) => expect.objectContaining({ path, detail: expect.stringContaining(`Line ${line}: `) })),
    });
    expect(await rules()).toHaveLength(2);
  });

  test("reading is not writing", async () => {
    await expect(importRules(reader, { yaml: good })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportRules(testContext(db, { actor: keyActor([]) }), {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
