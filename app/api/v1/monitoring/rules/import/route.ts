import { importRules } from "#lib/alerting/import-rules";
import { route } from "#lib/http/route";

export const POST = route(importRules);
