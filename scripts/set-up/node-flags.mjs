/** How the server's Node runs: a small young generation keeps an idle process 10 MB smaller. */
export const nodeFlags = ["--max-semi-space-size=4"];

/** One heap of the C library per thread is of no use to a process whose threads hardly allocate: 7 MB. */
export const nodeEnvironment = { MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX || "2" };
