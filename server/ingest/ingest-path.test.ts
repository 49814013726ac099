import { expect, test } from "vitest";
import { readIngestPath } from "./ingest-path.ts";

test.each([
  ["/", { isAudit: false, token: undefined }],
  ["/submit", { isAudit: false, token: undefined }],
  ["/submit/", { isAudit: false, token: undefined }],
  ["/audit", { isAudit: true, token: undefined }],
  ["/audit/", { isAudit: true, token: undefined }],
  ["/submit/flt_abc", { isAudit: false, token: "flt_abc" }],
  ["/audit/flt_abc/", { isAudit: true, token: "flt_abc" }],
  ["", undefined],
  ["//", undefined],
  ["/submits", undefined],
  ["/Submit", undefined],
  ["/submit/a/b", undefined],
  ["/submit//", undefined],
  ["/feed", undefined],
  ["/x/submit", undefined],
])("%s", (pathname, path) => {
  expect(readIngestPath(pathname)).toEqual(path);
});
