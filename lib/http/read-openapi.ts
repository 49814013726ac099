import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { singleton } from "#lib/core/singleton";

const Document = z.record(z.string(), z.unknown());

/** The reference that the build wrote (scripts/route-manifest); read once, it cannot change while the process runs. */
export const readOpenApi = operation(
  {
    name: "readOpenApi",
    summary: "This document: OpenAPI 3.1 of every route",
    policy: "public",
    input: z.strictObject({}),
    output: Document,
  },
  () =>
    singleton("openapi", async () =>
      Document.parse(JSON.parse(await readFile(path.join(/* turbopackIgnore: true */ process.cwd(), ".generated/openapi.json"), "utf8"))),
    ),
);
