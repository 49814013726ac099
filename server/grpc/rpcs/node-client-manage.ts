import { type NodeClientManage, NodeStatus } from "#generated/proto/telecom_pb";
import { bulkEditNodeClients } from "#lib/fleet/bulk-edit-node-clients";
import { createNodeClient } from "#lib/fleet/create-node-client";
import { deleteNodeClient } from "#lib/fleet/delete-node-client";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { showNodeClient } from "#lib/fleet/show-node-client";
import { updateNodeClient } from "#lib/fleet/update-node-client";
import { timestamp } from "../fields/instant.ts";
import { nodeClient } from "../fields/node-client.ts";
import { pageAnswer, pageOf } from "../fields/paging.ts";
import { wordOf } from "../fields/words.ts";
import { type RpcsOf, rpc } from "../rpc.ts";

export const nodeClientRpcs: RpcsOf<typeof NodeClientManage> = {
  listNodeClients: rpc(
    listNodeClients,
    ({ nodeServerId, status, q, ...page }) => ({ nodeServerId, status: wordOf(NodeStatus, status), q, ...pageOf(page) }),
    (page) => pageAnswer(page, nodeClient),
  ),
  showNodeClient: rpc(
    showNodeClient,
    ({ id }) => ({ id }),
    (client) => ({
      client: nodeClient(client),
      factors: client.factors.map(({ appliesFrom, ...change }) => ({ ...change, appliesFrom: timestamp(appliesFrom) })),
    }),
  ),
  createNodeClient: rpc(
    createNodeClient,
    ({ $typeName, $unknown, country, ...fields }) => ({ ...fields, country: countryOf(country) }),
    nodeClient,
  ),
  updateNodeClient: rpc(
    updateNodeClient,
    ({ $typeName, $unknown, country, availableGroups, ...fields }) => ({
      ...fields,
      country: countryOf(country),
      availableGroups: availableGroups?.groups,
    }),
    nodeClient,
  ),
  deleteNodeClient: rpc(
    deleteNodeClient,
    ({ id }) => ({ id }),
    () => ({}),
  ),
  bulkEditNodeClients: rpc(
    bulkEditNodeClients,
    ({ ids, trafficFactor, availableGroups, isEnabled }) => ({
      ids,
      trafficFactor,
      availableGroups: availableGroups?.groups,
      isEnabled,
    }),
    ({ changed }) => ({ changed }),
  ),
};

/** Empty is how a message says "no country". */
function countryOf(country: string | undefined): string | null | undefined {
  return country === "" ? null : country;
}
