import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PackageSchema } from "#generated/proto/telecom_pb";
import type { Package } from "#lib/package-queue/schema";
import { timestamp } from "./instant.ts";
import { int64s } from "./int64.ts";

export function packageVersion(version: Package): MessageInitShape<typeof PackageSchema> {
  return {
    id: version.id,
    series: version.series,
    version: version.version,
    isMaster: version.isMaster,
    name: version.name,
    ...int64s({ trafficLimit: version.trafficLimit }),
    expireSeconds: BigInt(version.expireSeconds),
    availableGroup: version.availableGroup,
    maxClientNumber: version.maxClientNumber,
    retiredAt: timestamp(version.retiredAt),
    createdAt: timestamp(version.createdAt),
    items: version.items,
  };
}
