"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usersQuery } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useDebounced } from "../ui/use-debounced.ts";
import css from "./user-packages-list.module.css";

const shown = 6;

/** Finds one user by e-mail, name or uid. Needs `users:read`. */
export function UserPicker({ onPick }: { onPick: (user: User) => void }) {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 200);
  const query = useInfiniteQuery(usersQuery({ limit: shown, ...(q && { q }) }));
  return (
    <FormStack>
      <TextField
        label="User"
        type="search"
        autoComplete="off"
        maxLength={120}
        hint="Part of the e-mail or the name, or the whole uid"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <QueryState query={query} what="the users" skeleton={<Skeleton height="8rem" />}>
        {({ pages }) => {
          const users = pages[0]?.items ?? [];
          if (users.length === 0) return <p role="status">No user matches.</p>;
          return (
            <ul className={css.list} aria-label="Users found">
              {users.map((user) => (
                <li key={user.id} className={css.item}>
                  <span className={css.name}>{user.email}</span>
                  <span className={css.note}>
                    {user.activePackage ? `has ${user.activePackage.packageName}` : "has no active package"}
                    {user.disabledAt && " · disabled"}
                  </span>
                  <span className={css.action}>
                    <Button isSmall aria-label={`Choose ${user.email}`} onClick={() => onPick(user)}>
                      Choose
                    </Button>
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryState>
    </FormStack>
  );
}
