import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { NodeClientManage, NodeServerManage, PackageQueueManage, Telecom } from "#generated/proto/telecom_pb";
import type { Rpc } from "./rpc.ts";
import { nodeClientRpcs } from "./rpcs/node-client-manage.ts";
import { nodeServerRpcs } from "./rpcs/node-server-manage.ts";
import { packageQueueRpcs } from "./rpcs/package-queue-manage.ts";
import { telecomRpcs } from "./rpcs/telecom.ts";

export interface Served {
  method: DescMethod;
  rpc: Rpc<unknown, object>;
}

/** Every RPC with its operation: the router, the gate and the permission matrix are made from it. */
export const servedRpcs: readonly Served[] = [
  ...served(Telecom, telecomRpcs),
  ...served(NodeServerManage, nodeServerRpcs),
  ...served(NodeClientManage, nodeClientRpcs),
  ...served(PackageQueueManage, packageQueueRpcs),
];

/** The types have matched names and messages already; from here on it is a list. */
function served(service: DescService, rpcs: object): Served[] {
  const byName = rpcs as Readonly<Record<string, Rpc<unknown, object>>>;
  return service.methods.map((method) => {
    const rpc = byName[method.localName];
    if (!rpc) throw new Error(`${service.typeName}.${method.name} has no operation`);
    return { method, rpc };
  });
}
