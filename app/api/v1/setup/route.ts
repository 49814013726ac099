import { getSetupState } from "#lib/auth/get-setup-state";
import { setUp } from "#lib/auth/set-up";
import { route } from "#lib/http/route";

export const GET = route(getSetupState);
export const POST = route(setUp, { status: 201 });
