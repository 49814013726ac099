import type { ReactNode } from "react";
import { ErrorState, StaleNotice } from "./error-state.tsx";

/** The part of a React Query result that decides what is shown. */
interface Loadable<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface QueryStateProps<T> {
  query: Loadable<T>;
  /** What is loaded, in the middle of a sentence: `your nodes`. */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * The four states of everything that is loaded: skeleton, data (which may draw its own empty state), error with
 * retry, and data from before with a notice that it could not be refreshed.
 */
export function QueryState<T>({ query, what, skeleton, children }: QueryStateProps<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) return query.error ? <ErrorState what={what} error={query.error} onRetry={retry} /> : skeleton;
  return (
    <>
      {query.error ? <StaleNotice what={what} error={query.error} onRetry={retry} /> : null}
      {children(query.data)}
    </>
  );
}
