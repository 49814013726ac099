import { readFileSync } from "node:fs";
import { z } from "zod";
import { permissions } from "#lib/auth/permissions";

const Policy = z.enum(["public", "signed-in", "node", "appliance", ...permissions]);

const DeclaredRoute = z.object({
  method: z.string(),
  path: z.string(),
  file: z.string(),
  kind: z.enum(["operation", "protocol"]),
  operation: z.string(),
  policy: Policy,
});
export type DeclaredRoute = z.infer<typeof DeclaredRoute>;

const Page = z.object({ path: z.string(), file: z.string(), area: z.enum(["public", "signed-in", "admin"]) });
const Foreign = z.object({ method: z.string(), path: z.string(), file: z.string(), kind: z.literal("foreign") });

/** What the build found (scripts/route-manifest); the matrix is made from it and from nothing else. */
const manifest = z
  .object({ routes: z.array(z.union([Foreign, DeclaredRoute])), pages: z.array(Page) })
  .parse(JSON.parse(readFileSync(".generated/routes.json", "utf8")));

export const declaredRoutes = manifest.routes.filter((route) => route.kind !== "foreign");
export const pages = manifest.pages;
