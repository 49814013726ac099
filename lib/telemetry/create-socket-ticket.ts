import { operation } from "#lib/auth/operation";
import { issueTicket } from "#lib/realtime/issue-ticket";
import { EventTicket } from "#lib/realtime/schema";
import { NoInput } from "#lib/telemetry/schema";

/** @throws DomainError forbidden for an actor that is neither a user's session nor a key */
export const createTelemetryTicket = operation(
  {
    name: "createTelemetryTicket",
    summary: "A ticket that opens /feed or the live stream of nodes once, within a minute",
    policy: "telemetry:read",
    input: NoInput,
    output: EventTicket,
  },
  issueTicket,
);
