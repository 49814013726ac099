import { operation } from "#lib/auth/operation";
import { issueTicket } from "./issue-ticket.ts";
import { CreateEventTicketInput, EventTicket } from "./schema.ts";

/** @throws DomainError forbidden for an actor that is neither a user's session nor a key */
export const createEventTicket = operation(
  {
    name: "createEventTicket",
    summary: "A ticket that opens the event stream once, within a minute",
    policy: "monitoring:read",
    input: CreateEventTicketInput,
    output: EventTicket,
  },
  issueTicket,
);
