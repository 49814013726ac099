import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { rotateToken } from "#lib/fleet/rotate-token";
import type { AdminCommand } from "./admin-command.ts";

type Server = Awaited<ReturnType<typeof listNodeServers>>["items"][number];

async function everyServer(ctx: Context, q?: string): Promise<Server[]> {
  const servers: Server[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await listNodeServers(ctx, {
      ...(q !== undefined && { q }),
      limit: 500,
      ...(cursor !== undefined && { cursor }),
    });
    servers.push(...items);
    if (nextCursor === null) return servers;
    cursor = nextCursor;
  }
}

/** @throws DomainError not_found; conflict when several servers have the name */
async function findServer(ctx: Context, text: string): Promise<Server> {
  const servers = await everyServer(ctx, text);
  const byId = servers.find(({ id }) => String(id) === text);
  const byName = servers.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (byName.length > 1 && !byId)
    throw new DomainError("conflict", `Several servers are called ${text}: say one of the ids ${byName.map(({ id }) => id).join(", ")}`);
  const found = byId ?? byName[0];
  if (!found) throw new DomainError("not_found", `There is no server ${text}: say its id or name (npm run admin -- list-servers)`);
  return found;
}

export const serverCommands: readonly AdminCommand[] = [
  {
    name: "rotate-token",
    form: "<server>",
    summary: "a new token for a node server, shown this once; the old one is refused from now on",
    words: 1,
    options: {},
    prepare:
      ({ words: [which = ""] }) =>
      async (ctx) => {
        const { id, name } = await findServer(ctx, which);
        const { token, installation } = await rotateToken(ctx, { id });
        return {
          view: { id, name, token, installation },
          text: `Replaced the token of ${name} (${id})\nShown this once: ${token}\n\n${installation}`,
        };
      },
  },
  {
    name: "list-servers",
    form: "",
    summary: "every node server with its id and status",
    words: 0,
    options: {},
    prepare: () => async (ctx) => {
      const servers = await everyServer(ctx);
      const lines = servers.map(({ id, name, compatibility, status }) => `${id}  ${name}  ${compatibility}  ${status}`);
      return { view: servers, text: lines.length === 0 ? "No server" : lines.join("\n") };
    },
  },
];
