import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { defaultConfig } from "#lib/fleet/default-config";
import { installationFor } from "#lib/fleet/installation";
import { CreateNodeServerInput, NodeServerCreated } from "#lib/fleet/schema";
import { newToken } from "#lib/fleet/token";
import { publish } from "#lib/realtime/publish";
import { currentSettings } from "#lib/settings/current-settings";
import { configDigest } from "./internal/config-digest.ts";
import { asJson } from "./internal/json-column.ts";
import { readNodeServer } from "./internal/node-server-row.ts";

/** Registers a node server and answers its token this once. It is offline until it reports. */
export const createNodeServer = operation(
  {
    name: "createNodeServer",
    summary: "Register a node server",
    policy: "fleet:write",
    input: CreateNodeServerInput,
    output: NodeServerCreated,
  },
  async (ctx, { name, compatibility, serverSideConfig = defaultConfig(compatibility) }) => {
    const { "fleet.pushIntervalS": intervalS } = await currentSettings(ctx.db);
    const { token, hash } = newToken();
    return transaction(ctx.db, async (tx) => {
      const { id } = await tx.prisma.nodeServer.create({
        data: {
          name,
          compatibility,
          serverSideConfig: asJson(serverSideConfig),
          tokenHash: hash,
          statusChangedAt: ctx.now,
          createdAt: ctx.now,
        },
        select: { id: true },
      });
      const after = { name, compatibility, serverSideConfig: configDigest(serverSideConfig) };
      await audit(tx, ctx, { action: "node-server.create", subjectKind: "node-server", subjectId: id, after });
      publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: id });
      const server = await readNodeServer(tx, ctx.now, id);
      return { ...server, token, installation: installationFor({ id, compatibility, serverSideConfig, token, intervalS }) };
    });
  },
);
