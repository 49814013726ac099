import { DomainError } from "#lib/core/errors";
import { type Micros, readMicros } from "#lib/telemetry/micros";

/** A bound or instant of a request. @throws DomainError validation_failed naming `path` */
export function demandInstant(path: string, text: string, up = false): Micros {
  const micros = readMicros(text, up);
  if (micros !== undefined) return micros;
  const detail = "must be an instant between the years 1 and 9999, such as 2026-11-20T10:00:00Z";
  throw new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "invalid_instant", detail }] });
}
