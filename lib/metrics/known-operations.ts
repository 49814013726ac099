import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { singleton } from "#lib/core/singleton";

const Manifest = z.object({ routes: z.array(z.object({ operation: z.string().optional() })) });

/**
 * The names of all declared operations, as the build wrote them: routes are loaded when first asked for, and a counter is
 * to be there before. Without a build (development) those that were loaded are all that is known.
 */
export function knownOperations(): Promise<string[]> {
  return singleton("known-operations", async () => {
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), ".generated/routes.json");
    const text = await readFile(file, "utf8").catch(() => '{"routes":[]}');
    return Manifest.parse(JSON.parse(text)).routes.flatMap(({ operation }) => operation ?? []);
  });
}
