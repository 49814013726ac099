import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { NodeServer, UpdateNodeServerInput } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { configDigest } from "./internal/config-digest.ts";
import { asJson } from "./internal/json-column.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { readNodeServer } from "./internal/node-server-row.ts";

/** Changes what is given. `serverSideConfig` is replaced as a whole; nodes fetch it with their next call. */
export const updateNodeServer = operation(
  { name: "updateNodeServer", summary: "Change a node server", policy: "fleet:write", input: UpdateNodeServerInput, output: NodeServer },
  (ctx, { id, ...changes }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockNodeServer(tx, id);
      const { name = before.name, compatibility = before.compatibility, serverSideConfig = before.serverSideConfig } = changes;
      await tx.prisma.nodeServer.update({ where: { id }, data: { name, compatibility, serverSideConfig: asJson(serverSideConfig) } });
      await audit(tx, ctx, {
        action: "node-server.update",
        subjectKind: "node-server",
        subjectId: id,
        before: { name: before.name, compatibility: before.compatibility, serverSideConfig: configDigest(before.serverSideConfig) },
        after: { name, compatibility, serverSideConfig: configDigest(serverSideConfig) },
      });
      publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: id });
      return readNodeServer(tx, ctx.now, id);
    }),
);
