import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { walk } from "./walk.ts";

/** Paths that are no operations of ours, each with its reason. */
const protocols: Record<string, string> = {
  "app/api/[...unknown]/": "answers 404 to everybody",
  "app/api/auth/": "next-auth's own paths; record-sign-in.ts audits every sign-in",
  "app/api/v1/agent/": "nodes with their own tokens: their reports are the ledger",
  "app/api/v1/appliances/[id]/inventory/": "appliances with their own tokens: what they have, and its history, are the record",
  "app/api/v1/appliances/[id]/tasks/": "the same of their tasks",
  "app/api/v1/ingest/": "nodes with their own tokens: their items are what is stored",
  "app/api/v1/server/UniProxy/": "the same in another protocol",
  "app/mod_mu/": "the same in another protocol",
};

/** Writes of the API that leave no audit row, each with its reason. */
const withoutRow: Record<string, string> = {
  previewSilence: "writes nothing: it tells what matchers mean now, and takes them in a body because they are a list",
  testRoutes: "writes nothing: it tells who would be told of an alert",
  previewRule: "writes nothing: it tells what a rule would have fired",
  describeRule: "writes nothing: it says a rule in words",
  receivePrometheusAlerts: "a machine says the same every minute; the alert's own timeline is the record of what that changed",
  receiveAlertmanagerWebhook: "the same",
  createTelemetryTicket: "issueTicket of the room realtime, which stores the ticket, audits it",
  offerSecondFactor: "stores nothing: it makes a secret up, which setSecondFactor stores and audits",
};

interface Write {
  method: string;
  file: string;
  operation: string;
  source: string;
}

const routeLine = /^export const (POST|PUT|PATCH|DELETE) = route\(\s*(\w+)/gm;
const importLine = /^import (?!type\b)\{([^}]*)\} from "([^"]+)";/gm;
/** A call, not the declaration of the function itself. */
const auditCall = /(?<!function )\baudit(?:All)?\(/;

/** Where an import of `from` leads, for files of ours that are code. */
function resolveImport(from: string, specifier: string): string | undefined {
  const file = specifier.startsWith("#lib/")
    ? `${specifier.slice(1)}.ts`
    : specifier.startsWith(".")
      ? path.join(path.dirname(from), specifier)
      : undefined;
  return file !== undefined && existsSync(file) ? file : undefined;
}

function importsOf(file: string, source: string): { names: string[]; file: string }[] {
  return [...source.matchAll(importLine)].flatMap(([, names = "", specifier = ""]) => {
    const target = resolveImport(file, specifier);
    return target === undefined ? [] : [{ names: names.split(",").map((name) => name.trim()), file: target }];
  });
}

/** Every write that a person or a key can ask for. A route of any other shape is found by nobody, and so is a mistake. */
async function findWrites(): Promise<{ writes: Write[]; mistakes: string[] }> {
  const writes: Write[] = [];
  const mistakes: string[] = [];
  for (const file of await walk("app", /^route\.ts$/)) {
    if (Object.keys(protocols).some((folder) => file.startsWith(folder))) continue;
    const source = await readFile(file, "utf8");
    const exported = [...source.matchAll(/^export const (?:POST|PUT|PATCH|DELETE)\b/gm)].length;
    const found = [...source.matchAll(routeLine)];
    if (exported !== found.length) mistakes.push(`${file} exports a write that is not written as route(operation)`);
    for (const [, method = "", operation = ""] of found) {
      const from = importsOf(file, source).find(({ names }) => names.includes(operation));
      if (from) writes.push({ method, file, operation, source: from.file });
      else mistakes.push(`${file}: where ${operation} comes from is not found`);
    }
  }
  return { writes, mistakes };
}

/** `lib/telemetry` of `lib/telemetry/original/create-benchmark.ts`. */
function roomOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

/** Whether a file, or one of its room's that it imports, calls audit(). */
async function callsAudit(file: string, seen = new Set<string>()): Promise<boolean> {
  if (seen.has(file)) return false;
  seen.add(file);
  const source = await readFile(file, "utf8");
  if (auditCall.test(source)) return true;
  for (const { file: next } of importsOf(file, source)) {
    const isOwn = roomOf(next) === roomOf(file) && !/\/(audit|operation|schema)\.ts$/.test(next);
    if (isOwn && (await callsAudit(next, seen))) return true;
  }
  return false;
}

const { writes, mistakes } = await findWrites();

test("every write is found with its operation", () => {
  expect(mistakes).toEqual([]);
  expect(writes.length).toBeGreaterThan(30);
});

test("every write by a person or a key leaves an audit row, or says here why not", async () => {
  const silent: string[] = [];
  for (const { operation, source } of writes) {
    const policy = /policy: "([^"]+)"/.exec(await readFile(source, "utf8"))?.[1];
    if (operation in withoutRow || (await callsAudit(source))) continue;
    silent.push(`${operation} (${source}, ${policy})`);
  }
  expect(silent).toEqual([]);
});

test("no exception has outlived its reason", async () => {
  const known = new Map(writes.map((write) => [write.operation, write.source]));
  for (const name of Object.keys(withoutRow)) {
    const source = known.get(name);
    expect(source, `${name} is a write`).toBeDefined();
    expect(await callsAudit(source ?? ""), `${name} writes an audit row now`).toBe(false);
  }
});
