import { Compatibility, type NodeServerManage, NodeStatus } from "#generated/proto/telecom_pb";
import { createNodeServer } from "#lib/fleet/create-node-server";
import { deleteNodeServer } from "#lib/fleet/delete-node-server";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { rotateToken } from "#lib/fleet/rotate-token";
import { setMaintenance } from "#lib/fleet/set-maintenance";
import { showNodeServer } from "#lib/fleet/show-node-server";
import { updateNodeServer } from "#lib/fleet/update-node-server";
import { instantText } from "../fields/instant.ts";
import { nodeServer } from "../fields/node-server.ts";
import { nodeServerDetail } from "../fields/node-server-detail.ts";
import { pageAnswer, pageOf } from "../fields/paging.ts";
import { wordOf } from "../fields/words.ts";
import { type RpcsOf, rpc } from "../rpc.ts";

export const nodeServerRpcs: RpcsOf<typeof NodeServerManage> = {
  listNodeServers: rpc(
    listNodeServers,
    ({ status, q, ...page }) => ({ status: wordOf(NodeStatus, status), q, ...pageOf(page) }),
    (page) => pageAnswer(page, nodeServer),
  ),
  showNodeServer: rpc(showNodeServer, ({ id }) => ({ id }), nodeServerDetail),
  createNodeServer: rpc(
    createNodeServer,
    // Compatibility must be said: a server that speaks none of them does not exist.
    ({ name, compatibility, serverSideConfig }) => ({
      name,
      compatibility: wordOf(Compatibility, compatibility) as "newv2b",
      serverSideConfig,
    }),
    ({ token, installation, ...server }) => ({ server: nodeServer(server), token, installation }),
  ),
  updateNodeServer: rpc(
    updateNodeServer,
    ({ id, name, compatibility, serverSideConfig }) => ({
      id,
      name,
      compatibility: wordOf(Compatibility, compatibility),
      serverSideConfig,
    }),
    nodeServer,
  ),
  deleteNodeServer: rpc(
    deleteNodeServer,
    ({ id }) => ({ id }),
    () => ({}),
  ),
  setMaintenance: rpc(setMaintenance, ({ id, on, reason, until }) => ({ id, on, reason, until: instantText(until) }), nodeServer),
  rotateToken: rpc(
    rotateToken,
    ({ id }) => ({ id }),
    ({ token, installation }) => ({ token, installation }),
  ),
};
