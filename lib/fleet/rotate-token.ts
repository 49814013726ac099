import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { installationFor } from "#lib/fleet/installation";
import { NodeServerIdInput, NodeServerToken } from "#lib/fleet/schema";
import { newToken } from "#lib/fleet/token";
import { publish } from "#lib/realtime/publish";
import { currentSettings } from "#lib/settings/current-settings";
import { lockNodeServer } from "./internal/lock-node-server.ts";

/** A new token, answered this once. The old one is refused from the moment of the answer. */
export const rotateToken = operation(
  {
    name: "rotateToken",
    summary: "Replace the token of a node server",
    policy: "fleet:write",
    input: NodeServerIdInput,
    output: NodeServerToken,
  },
  async (ctx, { id }) => {
    const { "fleet.pushIntervalS": intervalS } = await currentSettings(ctx.db);
    return transaction(ctx.db, async (tx) => {
      const { compatibility, serverSideConfig } = await lockNodeServer(tx, id);
      const { token, hash } = newToken();
      const { tokenHash } = await tx.prisma.nodeServer.findUniqueOrThrow({ where: { id }, select: { tokenHash: true } });
      await tx.prisma.nodeServer.update({ where: { id }, data: { tokenHash: hash } });
      const tokens = { before: { token: Buffer.from(tokenHash).toString("hex") }, after: { token: Buffer.from(hash).toString("hex") } };
      await audit(tx, ctx, { action: "node-server.rotate-token", subjectKind: "node-server", subjectId: id, ...tokens });
      publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: id });
      return { token, installation: installationFor({ id, compatibility, serverSideConfig, token, intervalS }) };
    });
  },
);
