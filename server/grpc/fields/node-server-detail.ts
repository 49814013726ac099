import type { JsonObject, MessageInitShape } from "@bufbuild/protobuf";
import { type NodeSampleSchema, type NodeServerDetailSchema, NodeStatus, type ReportSummarySchema } from "#generated/proto/telecom_pb";
import type { NodeSample, NodeServerDetail, ReportSummary } from "#lib/fleet/schema";
import { timestamp } from "./instant.ts";
import { optionalInt64 } from "./int64.ts";
import { nodeClient } from "./node-client.ts";
import { nodeServer } from "./node-server.ts";
import { numberOf } from "./words.ts";

export function nodeServerDetail(server: NodeServerDetail): MessageInitShape<typeof NodeServerDetailSchema> {
  return {
    server: nodeServer(server),
    // A column of JSON: whatever was stored there came in as JSON.
    serverSideConfig: server.serverSideConfig as JsonObject,
    installation: server.installation,
    clients: server.clients.map(nodeClient),
    latestSample: server.latestSample === null ? undefined : nodeSample(server.latestSample),
    changes: server.changes.map(({ status, at, ...change }) => ({ ...change, status: numberOf(NodeStatus, status), at: timestamp(at) })),
    reports: server.reports.map(reportSummary),
    refusals: server.refusals.map(({ at, ...refusal }) => ({ ...refusal, at: timestamp(at) })),
  };
}

function nodeSample(sample: NodeSample): MessageInitShape<typeof NodeSampleSchema> {
  return {
    at: timestamp(sample.at),
    cpuPercent: sample.cpuPercent ?? undefined,
    memoryUsed: optionalInt64(sample.memoryUsed),
    memoryTotal: optionalInt64(sample.memoryTotal),
    swapUsed: optionalInt64(sample.swapUsed),
    swapTotal: optionalInt64(sample.swapTotal),
    diskUsed: optionalInt64(sample.diskUsed),
    diskTotal: optionalInt64(sample.diskTotal),
  };
}

function reportSummary(report: ReportSummary): MessageInitShape<typeof ReportSummarySchema> {
  return {
    id: report.id,
    protocol: report.protocol,
    receivedAt: timestamp(report.receivedAt),
    lineCount: report.lineCount,
    duplicateOf: report.duplicateOf ?? "",
    rejectedCount: report.rejectedCount,
    rejected: report.rejected.map(({ index, ...line }) => ({ ...line, index: String(index) })),
  };
}
