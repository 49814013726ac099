import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { file_google_rpc_error_details } from "#generated/proto/google/rpc/error_details_pb";
import { file_grpc_reflection_v1_reflection } from "#generated/proto/grpc/reflection/v1/reflection_pb";
import { file_grpc_reflection_v1alpha_reflection } from "#generated/proto/grpc/reflection/v1alpha/reflection_pb";
import { file_telecom } from "#generated/proto/telecom_pb";

/** Everything that travels on this port: the services, reflection itself, and what errors carry. */
const roots: readonly DescFile[] = [
  file_telecom,
  file_grpc_reflection_v1_reflection,
  file_grpc_reflection_v1alpha_reflection,
  file_google_rpc_error_details,
];

const files: ReadonlyMap<string, DescFile> = new Map(roots.flatMap(withImports).map((file) => [file.proto.name, file]));

/** The full names of all services, in order. */
export const serviceNames: readonly string[] = roots.flatMap((file) => file.services.map((service) => service.typeName)).sort();

const symbols: ReadonlyMap<string, DescFile> = new Map(
  [...files.values()].flatMap((file) => symbolsOf(file).map((name) => [name, file] as const)),
);
const messages: ReadonlySet<string> = new Set([...files.values()].flatMap((file) => file.messages.flatMap(namesOfMessages)));

export function fileByName(name: string): DescFile | undefined {
  return files.get(name);
}

/** The file that declares a service, method, message, field, enum or enum value of this full name. */
export function fileOfSymbol(symbol: string): DescFile | undefined {
  return symbols.get(symbol.replace(/^\./, ""));
}

export function isMessage(name: string): boolean {
  return messages.has(name);
}

/** A file and all that it imports, as a client needs them to understand it. */
export function serialized(file: DescFile): Uint8Array[] {
  return withImports(file).map((each) => toBinary(FileDescriptorProtoSchema, each.proto));
}

function withImports(file: DescFile): DescFile[] {
  return [...new Set([file, ...file.dependencies.flatMap(withImports)])];
}

function symbolsOf(file: DescFile): string[] {
  const services = file.services.flatMap((service) => [
    service.typeName,
    ...service.methods.map((method) => `${service.typeName}.${method.name}`),
  ]);
  const enums = [...file.enums, ...file.messages.flatMap(enumsOf)].flatMap((each) => {
    // A value stands beside its enum, not inside it.
    const scope = each.typeName.slice(0, each.typeName.lastIndexOf(".") + 1);
    return [each.typeName, ...each.values.map((value) => scope + value.name)];
  });
  return [...services, ...file.messages.flatMap(namesOfMessages), ...file.messages.flatMap(fieldsOf), ...enums];
}

function namesOfMessages(message: DescMessage): string[] {
  return [message.typeName, ...message.nestedMessages.flatMap(namesOfMessages)];
}

function fieldsOf(message: DescMessage): string[] {
  return [...message.fields.map((field) => `${message.typeName}.${field.name}`), ...message.nestedMessages.flatMap(fieldsOf)];
}

function enumsOf(message: DescMessage): DescMessage["nestedEnums"] {
  return [...message.nestedEnums, ...message.nestedMessages.flatMap(enumsOf)];
}
