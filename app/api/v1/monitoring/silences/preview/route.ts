import { previewSilence } from "#lib/alerting/preview-silence";
import { route } from "#lib/http/route";

export const POST = route(previewSilence);
