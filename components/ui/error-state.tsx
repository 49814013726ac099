import { IconCloudOff } from "@tabler/icons-react";
import { ApiError } from "#lib/universal/api-client";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Notice } from "./notice.tsx";
import css from "./state.module.css";

interface ErrorStateProps {
  /** What could not be loaded: `your nodes`. */
  what: string;
  error: unknown;
  onRetry: () => void;
}

/** The reason in words, the request's id for whoever is asked, and a way to try again. */
export function ErrorState({ what, error, onRetry }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.problem?.requestId : undefined;
  return (
    <div className={css.state} role="alert">
      <span className={classNames(css.icon, css.bad)}>
        <IconCloudOff size={20} stroke={1.5} aria-hidden="true" />
      </span>
      <p className={css.title}>Could not load {what}</p>
      <p className={css.text}>{reasonOf(error)}</p>
      <Button isSmall onClick={onRetry}>
        Try again
      </Button>
      {requestId && <p className={css.id}>Request {requestId}</p>}
    </div>
  );
}

/** The same above data that is still shown from before. */
export function StaleNotice({ what, error, onRetry }: ErrorStateProps) {
  return (
    <Notice
      tone="warn"
      action={
        <Button isSmall onClick={onRetry}>
          Try again
        </Button>
      }
    >
      Could not refresh {what}; what you see is from before. {reasonOf(error)}.
    </Notice>
  );
}

/** One sentence without a full stop. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : "Something unexpected happened";
}
