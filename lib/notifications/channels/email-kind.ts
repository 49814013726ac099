import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { mailText } from "../mail-text.ts";
import { characters, noticeLines, packLines, shortened } from "../notice-parts.ts";
import { channelKind } from "./channel-kind.ts";

const Address = PlainText.max(254).trim().pipe(z.email("must be an e-mail address such as ada@example.org"));
const Config = z.strictObject({
  recipients: z
    .array(Address)
    .min(1, "name at least one recipient")
    .max(20)
    .transform((given) => [...new Set(given)]),
});
/** A mail that every server takes, and a reader can scroll. */
const limit = 100_000;

/** Every recipient is a delivery of its own: one address that is refused stops no other. */
export const emailKind = channelKind({
  kind: "email",
  title: "E-mail",
  config: Config,
  secrets: z.strictObject({}),
  target: null,
  urls: () => ({}),
  address: ({ recipients }) => (recipients.length > 2 ? `${recipients[0]} and ${recipients.length - 1} more` : recipients.join(", ")),
  format({ notice, acknowledge }) {
    const write = ({ strong, rest }: { strong: string; rest: string }) => [strong, rest].filter((text) => text !== "").join(": ");
    const parts = packLines(noticeLines(notice), { limit, size: characters, write });
    return parts.map((part, index) => ({
      ...mailText({
        subject: `${shortened(notice.headline, 180)}${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`,
        paragraphs: [
          ...part.split("\n"),
          ...(acknowledge && index === 0 ? [`To acknowledge, open ${acknowledge} (it asks first, and works once)`] : []),
        ],
        link: notice.openUrl === undefined ? undefined : { label: "Open the alerts", url: notice.openUrl },
      }),
    }));
  },
});
