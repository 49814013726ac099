import { expect, test } from "vitest";
import { hardwareScores } from "./hardware-scores.ts";

test("the sample's validator against the reference machine", () => {
  const hwbench = {
    cpu_hashrate_score: 1187,
    disk_random_write_score: 386,
    disk_sequential_write_score: 912,
    memory_memcpy_score: 17_843,
    msg: "sysinfo.hwbench",
    parallel_cpu_hashrate_score: 1079,
  };
  expect(hardwareScores(hwbench).map(({ name, score, percent }) => `${name} ${score} ${percent}`)).toEqual([
    "cpu 1187 115",
    "parallelCpu 1079 null",
    "memory 17843 120",
    "diskSequentialWrite 912 188",
    "diskRandomWrite 386 174",
  ]);
});

test("exactly the reference is 100 percent; what is missing or no number is not there", () => {
  expect(hardwareScores({ cpu_hashrate_score: 1028, memory_memcpy_score: "fast", disk_random_write_score: null })).toEqual([
    { name: "cpu", score: 1028, reference: 1028, percent: 100 },
  ]);
});

test.each([null, undefined, "fast", 7, []])("%j is nothing told", (hwbench) => {
  expect(hardwareScores(hwbench)).toEqual([]);
});
