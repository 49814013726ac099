import { testRoutes } from "#lib/alerting/test-routes";
import { route } from "#lib/http/route";

export const POST = route(testRoutes);
