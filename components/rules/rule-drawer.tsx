"use client";
import { useQuery } from "@tanstack/react-query";
import { conditionKindsQuery, ruleQuery } from "#lib/alerting/client";
import type { Rule } from "#lib/alerting/schema";
import { formatDuration } from "#lib/universal/time-format";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { SeverityMark } from "../alerts/alert-marks.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RuleActions } from "./rule-actions.tsx";
import { RuleMark, tookWords } from "./rule-columns.tsx";
import { RulePreview } from "./rule-preview.tsx";
import { openWords, resourceCount } from "./rule-state.ts";
import { previewDraft } from "./rule-values.ts";
import type { RulesCan } from "./rules-can.ts";

interface RuleDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  can: RulesCan;
}

/** One rule: what it says, how it is, what it would have fired, and who changed it. */
export function RuleDrawer({ id, onClose, can }: RuleDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Rule" kind="drawer">
      {id !== null && <RuleBody id={id} onClose={onClose} can={can} />}
    </Modal>
  );
}

function RuleBody({ id, onClose, can }: RuleDrawerProps & { id: string }) {
  const query = useQuery(ruleQuery(id));
  const { data: kinds } = useQuery(conditionKindsQuery());
  return (
    <QueryState query={query} what="the rule" skeleton={<Skeleton height="30rem" />}>
      {(rule) => {
        const kind = kinds?.items.find((one) => one.kind === rule.kind);
        return (
          <>
            <DrawerSection title={rule.name} actions={can.write && <RuleActions rule={rule} onDeleted={onClose} />}>
              <Stack>
                <p>{rule.words}</p>
                {rule.error !== null && (
                  <Notice tone="bad" title="It cannot be evaluated: what it watches is not known">
                    {rule.error}
                  </Notice>
                )}
                <Facts items={factsOf(rule, kind?.title ?? rule.kind)} />
              </Stack>
            </DrawerSection>
            {kind && (
              <DrawerSection title="Would have fired">
                <RulePreview draft={previewDraft(rule)} canPreview={kind.canPreview} />
              </DrawerSection>
            )}
            {can.audit && (
              <DrawerSection title="Audit">
                <AuditList subjectKind="rule" subjectId={rule.id} />
              </DrawerSection>
            )}
          </>
        );
      }}
    </QueryState>
  );
}

const noDataWords: Record<Rule["noData"], string> = { stale: "a state of its own", firing: "as bad as true", ok: "as good as false" };

function factsOf(rule: Rule, title: string) {
  const seconds = (value: number) => (value === 0 ? "at once" : `after ${formatDuration(value * 1000)}`);
  return [
    ["State", <RuleMark key="state" state={rule.state} />],
    ["Severity", <SeverityMark key="severity" severity={rule.severity} />],
    ["Condition", title],
    ["Fires", seconds(rule.forSeconds)],
    ["Ends", seconds(rule.clearSeconds)],
    ["Reopens within", formatDuration(rule.reopenSeconds * 1000)],
    ["No data is", noDataWords[rule.noData]],
    ["Alerts", openWords(rule)],
    ["Looked at", `${resourceCount(rule.resourceCount)} in ${tookWords(rule.durationMs)}`],
    ["Evaluated", rule.evaluatedAt ? <RelativeTime key="evaluated" at={rule.evaluatedAt} /> : "never"],
    ["Runbook", rule.runbook || "–"],
    ["Changed", <ExactTime key="changed" at={rule.updatedAt} style="minute" />],
    ["Id", <CopyId key="id" id={rule.id} what="rule" />],
  ] as const;
}
