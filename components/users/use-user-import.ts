"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys, importUsers } from "#lib/auth/client";
import type { UserImport } from "#lib/auth/schema";
import { reasonOf } from "../ui/error-state.tsx";

export interface UserImportState {
  csv: string;
  /** Another text: what was found out about the one before no longer counts. */
  setCsv: (csv: string) => void;
  /** What the last check found. */
  report: UserImport | undefined;
  /** What was imported. */
  done: UserImport | undefined;
  isBusy: boolean;
  error: string | undefined;
  withLinks: boolean;
  setWithLinks: (withLinks: boolean) => void;
  check: () => Promise<void>;
  /** All rows, or with `skipInvalid` the good ones; when something changed since the check, it is checked again. */
  write: (skipInvalid: boolean) => Promise<void>;
  startAgain: () => void;
}

/** The steps of an import: a text, what is wrong with it, what was made of it. */
export function useUserImport(): UserImportState {
  const queryClient = useQueryClient();
  const [csv, setText] = useState("");
  const [report, setReport] = useState<UserImport>();
  const [done, setDone] = useState<UserImport>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [withLinks, setWithLinks] = useState(false);

  const setCsv = (next: string) => {
    setText(next);
    setReport(undefined);
    setError(undefined);
  };
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    await work().catch((reason: unknown) => setError(reasonOf(reason)));
    setBusy(false);
  };
  const check = () => during(async () => setReport(await importUsers({ csv })));
  const write = (skipInvalid: boolean) =>
    during(async () => {
      try {
        setDone(await importUsers({ csv, dryRun: false, skipInvalid, passwordLinks: withLinks }));
        for (const queryKey of [authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
      } catch (reason) {
        setReport(await importUsers({ csv }));
        throw reason;
      }
    });
  const startAgain = () => {
    setCsv("");
    setDone(undefined);
  };
  return { csv, setCsv, report, done, isBusy, error, withLinks, setWithLinks, check, write, startAgain };
}
