import { previewRule } from "#lib/alerting/preview-rule";
import { route } from "#lib/http/route";

export const POST = route(previewRule);
