/** How the server's Node runs: a small young generation keeps an idle process 10 MB smaller. */
export const nodeFlags = ["--max-semi-space-size=4"];

const { MALLOC_ARENA_MAX, MALLOC_MMAP_THRESHOLD_, MALLOC_TRIM_THRESHOLD_ } = process.env;

/**
 * One heap of the C library per thread is of no use to a process whose threads hardly allocate: 7 MB. What is large is
 * mapped by itself and given back when it is free: without that the biggest frames that nodes may send leave holes (200 MB
 * after forty nodes that sent nothing else).
 */
export const nodeEnvironment = {
  MALLOC_ARENA_MAX: MALLOC_ARENA_MAX || "2",
  MALLOC_MMAP_THRESHOLD_: MALLOC_MMAP_THRESHOLD_ || "131072",
  MALLOC_TRIM_THRESHOLD_: MALLOC_TRIM_THRESHOLD_ || "131072",
};
