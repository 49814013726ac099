import { modMuUsers } from "#lib/fleet/protocols/mod-mu-users";

export const GET = modMuUsers;
