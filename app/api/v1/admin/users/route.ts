import { createUser } from "#lib/auth/create-user";
import { listUsers } from "#lib/auth/list-users";
import { route } from "#lib/http/route";

export const GET = route(listUsers);
export const POST = route(createUser, { status: 201 });
