"use client";
import { useState } from "react";
import type { UserImport } from "#lib/auth/schema";
import { locale } from "#lib/universal/locale";
import { Button } from "../ui/button.tsx";
import { DownloadButton } from "../ui/download-button.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { linksCsv } from "./links-csv.ts";

const number = new Intl.NumberFormat(locale);

/** What an import made. Links are held by this page alone: they go with it. */
export function ImportDone({ result, onAgain }: { result: UserImport; onAgain: () => void }) {
  const { created, invalid, linksExpireAt, users } = result;
  const [isSaved, setSaved] = useState(false);
  return (
    <Panel title="Imported" note={`${number.format(created)} of ${number.format(result.total)} rows`}>
      <Stack>
        <Notice tone="ok">
          <p>
            {number.format(created)} {created === 1 ? "user was" : "users were"} created
            {invalid > 0 && `, ${number.format(invalid)} ${invalid === 1 ? "row was" : "rows were"} left out`}.{" "}
            {linksExpireAt === null && "They cannot sign in before they get a password link."}
          </p>
        </Notice>
        {linksExpireAt !== null && (
          <Notice tone={isSaved ? "info" : "warn"} title={isSaved ? "The links are in the file" : "Save the links now"}>
            <p>
              They are kept as hashes only and cannot be shown again. Each sets a password once, until{" "}
              <ExactTime at={linksExpireAt} style="minute" />.
            </p>
          </Notice>
        )}
        <Row>
          {linksExpireAt !== null && (
            <DownloadButton
              variant={isSaved ? "default" : "primary"}
              filename="password-links.csv"
              text={() => linksCsv(users, linksExpireAt, location.origin)}
              onDone={() => setSaved(true)}
            >
              Save links
            </DownloadButton>
          )}
          <Button onClick={onAgain}>Import another file</Button>
        </Row>
      </Stack>
    </Panel>
  );
}
