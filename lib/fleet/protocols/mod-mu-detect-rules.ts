import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { etagJson, modMuNode, modMuQuery } from "./node-call.ts";
import { readServerConfig } from "./server-config.ts";

const Rule = z.object({
  id: z.int(),
  name: z.string().default(""),
  text: z.string().default(""),
  regex: z.string(),
  type: z.int().default(1),
});

/**
 * mod_mu `func/detect_rules`: what the node should notice in its users' traffic, from `detect_rules` of the server's
 * configuration; none unless somebody wrote some. XrayR names no server here, so the token alone says who asks.
 */
export const modMuDetectRules = protocolRoute(
  {
    name: "modMuDetectRules",
    summary: "mod_mu: rules that the node applies",
    policy: "node",
    input: z.object(modMuQuery),
    output: z.object({ ret: z.literal(1), data: z.array(Rule) }),
  },
  async (request, ctx) => {
    const node = await modMuNode(request, ctx);
    const { detect_rules: rules } = await readServerConfig(ctx, node.id);
    const data = Array.isArray(rules) ? rules.flatMap((rule) => Rule.safeParse(rule).data ?? []) : [];
    return etagJson(request, { ret: 1, data });
  },
);
