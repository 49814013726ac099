"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { authKeys } from "#lib/auth/client";
import { settingsKeys, updateSettings } from "#lib/settings/client";
import type { SettingGroup, SettingList, SettingLoss } from "#lib/settings/schema";
import { Button } from "../ui/button.tsx";
import { problemErrors } from "../ui/form/problem-errors.ts";
import { Row, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { Panel } from "../ui/panel.tsx";
import { LossesDialog, lossesOf } from "./losses-dialog.tsx";
import { SettingField } from "./setting-field.tsx";
import { changedValues, type Edits, shownText } from "./setting-values.ts";
import css from "./settings-form.module.css";

const groups: readonly { group: SettingGroup; title: string; note: string }[] = [
  { group: "usage", title: "Usage and ledger", note: "How long the proof and the sums are kept" },
  { group: "fleet", title: "Nodes", note: "When a node is offline, how often it reports, how long its history is kept" },
  { group: "telemetry", title: "Telemetry", note: "How long what chain nodes tell is kept" },
  { group: "packages", title: "Packages and billing", note: "How long outside systems can read what happened" },
  { group: "system", title: "System", note: "Alerts, metrics, jobs, the event log, the audit log" },
];

/** Every setting in one form: several are saved at once, all or none. What nobody touched follows the server. */
export function SettingsForm({ settings: { revision, items }, canWrite }: { settings: SettingList; canWrite: boolean }) {
  const queryClient = useQueryClient();
  const [edits, setEdits] = useState<Edits>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [generalError, setGeneralError] = useState<string>();
  const [losses, setLosses] = useState<readonly SettingLoss[]>([]);
  const [isSending, setSending] = useState(false);
  const values = changedValues(items, edits);
  const count = Object.keys(values).length;

  const change = (key: string, text: string) => {
    setEdits((before) => ({ ...before, [key]: text }));
    setErrors(({ [key]: _, ...others }) => others);
  };
  const discard = () => {
    setEdits({});
    setErrors({});
    setGeneralError(undefined);
  };
  const send = async (confirm: boolean) => {
    const list = await updateSettings({ values, revision, ...(confirm && { confirm }) });
    queryClient.setQueryData(settingsKeys.list, list);
    void queryClient.invalidateQueries({ queryKey: authKeys.audit });
    discard();
    notify({ tone: "ok", text: count === 1 ? "1 setting saved" : `${count} settings saved` });
  };
  const submit = async (form: HTMLFormElement) => {
    setSending(true);
    setGeneralError(undefined);
    await send(false).catch((error: unknown) => {
      const found = lossesOf(error);
      if (found) return setLosses(found);
      const { fields, general } = problemErrors(
        error,
        items.map(({ key }) => `values.${key}`),
      );
      const byKey = Object.fromEntries(Object.entries(fields).map(([path, detail]) => [path.slice("values.".length), detail]));
      setErrors(byKey);
      setGeneralError(general);
      const first = [...form.elements].find((field) => "name" in field && typeof field.name === "string" && field.name in byKey);
      if (first instanceof HTMLElement) first.focus();
      void queryClient.invalidateQueries({ queryKey: settingsKeys.all });
    });
    setSending(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isSending && count > 0) void submit(event.currentTarget);
  };

  return (
    <form onSubmit={onSubmit} noValidate aria-label="Settings">
      <Stack>
        {groups.map(({ group, title, note }) => (
          <Panel key={group} title={title} note={note}>
            <div className={css.fields}>
              {items
                .filter((setting) => setting.group === group)
                .map((setting) => (
                  <SettingField
                    key={setting.key}
                    setting={setting}
                    text={shownText(setting, edits)}
                    error={errors[setting.key]}
                    isReadOnly={!canWrite}
                    onChange={(text) => change(setting.key, text)}
                  />
                ))}
            </div>
          </Panel>
        ))}
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        {canWrite && count > 0 && (
          <div className={css.bar}>
            <span>{count === 1 ? "1 change" : `${count} changes`} not saved yet</span>
            <Row>
              <Button onClick={discard}>Discard</Button>
              <Button type="submit" variant="primary" isLoading={isSending}>
                Save settings
              </Button>
            </Row>
          </div>
        )}
      </Stack>
      <LossesDialog losses={losses} items={items} onClose={() => setLosses([])} onConfirm={() => send(true)} />
    </form>
  );
}
