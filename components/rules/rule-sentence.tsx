"use client";
import { useQuery } from "@tanstack/react-query";
import { type RuleDraft, ruleWordsQuery } from "#lib/alerting/client";
import { reasonOf } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { useDebounced } from "../ui/use-debounced.ts";
import { wordsDraft } from "./rule-values.ts";

const settleMs = 300;

/** The rule in plain words, as it is typed; the server says them, and what it cannot read. */
export function RuleSentence({ draft }: { draft: RuleDraft }) {
  const settled = useDebounced(JSON.stringify(wordsDraft(draft)), settleMs);
  const { data, error } = useQuery(ruleWordsQuery(JSON.parse(settled) as RuleDraft));
  if (error) return <Notice tone="warn">{reasonOf(error)}</Notice>;
  return <Notice tone="info">{data?.words ?? "…"}</Notice>;
}
