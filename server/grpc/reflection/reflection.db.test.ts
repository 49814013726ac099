import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { ServerReflection, type ServerReflectionRequest } from "#generated/proto/grpc/reflection/v1/reflection_pb";
import { ServerReflection as ServerReflectionAlpha } from "#generated/proto/grpc/reflection/v1alpha/reflection_pb";
import { testDatabase } from "#lib/core/testing/database";
import { servedRpcs } from "../services.ts";
import { grpcClient, testGrpcServer } from "../testing/grpc-server.ts";

const db = testDatabase();
const { grpc, url } = testGrpcServer(db);

type Question = ServerReflectionRequest["messageRequest"];

/** Asks as grpcurl does: one stream, question after answer, without a key. */
async function ask(service: typeof ServerReflection | typeof ServerReflectionAlpha, questions: Question[]) {
  async function* requests() {
    for (const messageRequest of questions) yield { host: "fleet.example", messageRequest };
  }
  const answers = [];
  for await (const answer of grpcClient(service, url()).serverReflectionInfo(requests())) answers.push(answer);
  return answers;
}

describe.each([
  ["v1", ServerReflection],
  ["v1alpha", ServerReflectionAlpha],
] as const)("reflection %s", (_version, service) => {
  test("lists the services and says who asked what", async () => {
    const [answer] = await ask(service, [{ case: "listServices", value: "*" }]);
    expect(answer).toMatchObject({ validHost: "fleet.example", originalRequest: { messageRequest: { case: "listServices", value: "*" } } });
    expect(answer?.messageResponse).toMatchObject({
      case: "listServicesResponse",
      value: {
        service: [
          "fleetlight.telecom.v1.NodeClientManage",
          "fleetlight.telecom.v1.NodeServerManage",
          "fleetlight.telecom.v1.PackageQueueManage",
          "fleetlight.telecom.v1.Telecom",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection",
        ].map((name) => ({ name })),
      },
    });
  });

  test("describes every method so that a client can call it knowing nothing else", async () => {
    for (const { method } of servedRpcs) {
      const symbol = `${method.parent.typeName}.${method.name}`;
      const [answer] = await ask(service, [{ case: "fileContainingSymbol", value: symbol }]);
      if (answer?.messageResponse.case !== "fileDescriptorResponse") throw new Error(`${symbol} is not described`);
      const file = answer.messageResponse.value.fileDescriptorProto.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
      const registry = createFileRegistry({ $typeName: FileDescriptorSetSchema.typeName, file: file.toReversed() });
      const found = registry.getService(method.parent.typeName)?.methods.find(({ name }) => name === method.name);
      expect(found?.input.fields.map(({ name, number }) => [name, number])).toEqual(
        method.input.fields.map(({ name, number }) => [name, number]),
      );
    }
  });

  test.each([
    ["a message", "fileContainingSymbol", "fleetlight.telecom.v1.Traffic"],
    ["a field", "fileContainingSymbol", "fleetlight.telecom.v1.Traffic.upload"],
    ["an enum", "fileContainingSymbol", "fleetlight.telecom.v1.NodeStatus"],
    ["an enum's value", "fileContainingSymbol", "fleetlight.telecom.v1.NODE_STATUS_ONLINE"],
    ["what errors carry", "fileContainingSymbol", "google.rpc.BadRequest.FieldViolation"],
    ["google's own", "fileContainingSymbol", "google.protobuf.Timestamp"],
    ["a file", "fileByFilename", "telecom.proto"],
    ["an imported file", "fileByFilename", "google/protobuf/struct.proto"],
  ] as const)("knows %s", async (_name, kind, value) => {
    const [answer] = await ask(service, [{ case: kind, value }]);
    expect(answer?.messageResponse.case).toBe("fileDescriptorResponse");
  });

  test("says what it does not know, and goes on answering", async () => {
    const extension = { $typeName: "grpc.reflection.v1.ExtensionRequest", containingType: "x.Y", extensionNumber: 1 } as const;
    const answers = await ask(service, [
      { case: "fileByFilename", value: "nowhere.proto" },
      { case: "fileContainingSymbol", value: "no.such.Symbol" },
      { case: "fileContainingExtension", value: extension },
      { case: "allExtensionNumbersOfType", value: "no.such.Message" },
      { case: undefined },
      { case: "allExtensionNumbersOfType", value: "fleetlight.telecom.v1.Traffic" },
    ]);
    expect(answers.map(({ messageResponse: { case: kind, value } }) => (kind === "errorResponse" ? value.errorCode : kind))).toEqual([
      5,
      5,
      5,
      5,
      3,
      "allExtensionNumbersResponse",
    ]);
  });
});

test("a stream that stays open ends when the server drains", async () => {
  let isAnswered = () => {};
  const answered = new Promise<void>((resolve) => {
    isAnswered = resolve;
  });
  const forever = new Promise<never>(() => {});
  async function* requests() {
    yield { messageRequest: { case: "listServices" as const, value: "" } };
    await forever;
  }
  const stream = (async () => {
    for await (const _answer of grpcClient(ServerReflection, url()).serverReflectionInfo(requests())) isAnswered();
    return "ended";
  })().catch(() => "ended");
  await answered;
  const drained = grpc().drain();
  expect(await stream).toBe("ended");
  await drained;
});
