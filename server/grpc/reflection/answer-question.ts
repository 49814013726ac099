import type { DescFile } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import type { ServerReflectionRequest } from "#generated/proto/grpc/reflection/v1/reflection_pb";
import type { ServerReflectionRequest as AlphaRequest } from "#generated/proto/grpc/reflection/v1alpha/reflection_pb";
import { fileByName, fileOfSymbol, isMessage, serialized, serviceNames } from "./files.ts";

/** One answer of reflection; the two versions of the protocol differ in name only. */
export function answerQuestion<R extends ServerReflectionRequest | AlphaRequest>(request: R) {
  return { validHost: request.host, originalRequest: request, messageResponse: answerOf(request.messageRequest) };
}

function answerOf(question: ServerReflectionRequest["messageRequest"] | AlphaRequest["messageRequest"]) {
  switch (question.case) {
    case "listServices":
      return { case: "listServicesResponse" as const, value: { service: serviceNames.map((name) => ({ name })) } };
    case "fileByFilename":
      return fileAnswer(fileByName(question.value), `file ${question.value}`);
    case "fileContainingSymbol":
      return fileAnswer(fileOfSymbol(question.value), `symbol ${question.value}`);
    case "fileContainingExtension":
      return error(Code.NotFound, `No extension ${question.value.extensionNumber} of ${question.value.containingType}`);
    case "allExtensionNumbersOfType":
      if (!isMessage(question.value)) return error(Code.NotFound, `No message ${question.value}`);
      return { case: "allExtensionNumbersResponse" as const, value: { baseTypeName: question.value, extensionNumber: [] } };
    case undefined:
      return error(Code.InvalidArgument, "The question is empty");
  }
}

function fileAnswer(file: DescFile | undefined, what: string) {
  if (!file) return error(Code.NotFound, `No ${what.slice(0, 200)}`);
  return { case: "fileDescriptorResponse" as const, value: { fileDescriptorProto: serialized(file) } };
}

function error(errorCode: Code, errorMessage: string) {
  return { case: "errorResponse" as const, value: { errorCode, errorMessage } };
}
