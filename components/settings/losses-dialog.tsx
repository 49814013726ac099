"use client";
import { type Setting, type SettingLoss, SettingLosses } from "#lib/settings/schema";
import { ApiError } from "#lib/universal/api-client";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { FormStack } from "../ui/form/field.tsx";
import css from "./losses-dialog.module.css";

interface LossesDialogProps {
  /** None: closed. */
  losses: readonly SettingLoss[];
  items: readonly Setting[];
  onClose: () => void;
  onConfirm: () => Promise<unknown>;
}

/** What a shorter retention would delete, when that is why the server asks; undefined for every other answer. */
export function lossesOf(error: unknown): readonly SettingLoss[] | undefined {
  if (!(error instanceof ApiError) || error.code !== "confirmation_required") return undefined;
  return SettingLosses.safeParse(error.problem?.state).data?.losses;
}

/** Asks before a shorter retention deletes what is there: how much of what, from when. */
export function LossesDialog({ losses, items, onClose, onConfirm }: LossesDialogProps) {
  const titleOf = (key: string) => items.find((setting) => setting.key === key)?.title ?? key;
  const count = losses.length === 1 ? "this" : "these";
  return (
    <ConfirmDialog
      isOpen={losses.length > 0}
      onClose={onClose}
      title="Delete what is older?"
      confirmLabel="Save and delete"
      onConfirm={onConfirm}
    >
      <FormStack>
        <p>A shorter time deletes {count} for good; only a backup has it then.</p>
        <ul className={css.losses}>
          {losses.map((loss) => (
            <li key={loss.key}>
              <strong>{titleOf(loss.key)}</strong>: {loss.isAtLeast && "more than "}
              {loss.count.toLocaleString("en")} {loss.what}
              {loss.oldest && (
                <>
                  {" from "}
                  <ExactTime at={loss.oldest} style="minute" />
                </>
              )}{" "}
              to <ExactTime at={loss.keptFrom} style="minute" />. By the job {loss.job}, at its next run.
            </li>
          ))}
        </ul>
      </FormStack>
    </ConfirmDialog>
  );
}
