"use client";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { authKeys } from "#lib/auth/client";
import { jobKeys, runJobNow } from "#lib/jobs/client";
import type { JobView } from "#lib/jobs/schema";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";
import css from "./live-run.module.css";

interface RunNowButtonProps {
  job: JobView;
  canWrite: boolean;
  onStarted: (runId: string) => void;
}

/** Asks for a run beside the schedule; says why it cannot where it cannot. */
export function RunNowButton({ job, canWrite, onStarted }: RunNowButtonProps) {
  const queryClient = useQueryClient();
  const hintId = useId();
  const ask = useMutation({
    mutationFn: () => runJobNow(job.name),
    onSuccess: ({ runId }) => {
      onStarted(runId);
      for (const queryKey of [jobKeys.all, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const hint = hintOf(job, canWrite);
  return (
    <div className={css.ask}>
      <Button
        isSmall
        icon={<IconPlayerPlay aria-hidden="true" />}
        disabled={!canWrite}
        isLoading={ask.isPending}
        aria-describedby={hint ? hintId : undefined}
        onClick={() => ask.mutate()}
      >
        Run now
      </Button>
      {hint && (
        <p id={hintId} className={css.hint}>
          {hint}
        </p>
      )}
      {ask.error && <Notice tone="bad">{reasonOf(ask.error)}</Notice>}
    </div>
  );
}

function hintOf({ state }: JobView, canWrite: boolean): string | undefined {
  if (!canWrite) return "You need the permission settings:write for this";
  return state === "unattended" ? "It will wait until a job process runs" : undefined;
}
