import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { configOf, MigrationAdapter, readCatalogueChars } from "./adapter.mjs";

/** Loads the engine and connects it to the database. */
async function openEngine({ url, datamodels }) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const code = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  readCatalogueChars();
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(configOf(url)));
  const files = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  return bindings.SchemaEngine.new({ datamodels: files.length > 0 ? files : undefined }, () => {}, factory);
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const otherNames = { getDatabaseVersion: "version" };

/** JSON-RPC over stdin and stdout, one request after the other, until stdin ends. */
export async function serveRequests(options) {
  const engine = await openEngine(options);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (!request.method) continue;
    try {
      const result = await engine[otherNames[request.method] ?? request.method](request.params);
      // The engine itself prints a diff; as WebAssembly it hands it over.
      if (request.method === "diff" && result?.stdout)
        send({ method: "print", params: { content: result.stdout }, id: `print-${request.id}` });
      send({ id: request.id, result: result ?? null });
    } catch (error) {
      const data = { is_panic: false, message: String(error?.message ?? error), meta: null, error_code: error?.code ?? null };
      send({ id: request.id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
    }
  }
  process.exit(0);
}
