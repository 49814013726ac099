import { expect, test } from "vitest";
import { machineInfo } from "./machine-info.ts";

test("a validator's machine", () => {
  const sysinfo = {
    cpu: "AMD EPYC 7443P 24-Core Processor",
    memory: 134_986_354_688,
    core_count: 24,
    linux_kernel: "6.1.0-28-amd64",
    linux_distro: "Debian GNU/Linux 12 (bookworm)",
    is_virtual_machine: false,
  };
  expect(machineInfo(sysinfo)).toEqual({
    cpu: "AMD EPYC 7443P 24-Core Processor",
    coreCount: 24,
    memoryBytes: "134986354688",
    linuxKernel: "6.1.0-28-amd64",
    linuxDistro: "Debian GNU/Linux 12 (bookworm)",
    isVirtualMachine: false,
  });
});

test("what is missing or of another kind is not known", () => {
  expect(machineInfo({ cpu: 7, memory: -1, core_count: "many" })).toEqual({
    cpu: null,
    coreCount: null,
    memoryBytes: null,
    linuxKernel: null,
    linuxDistro: null,
    isVirtualMachine: null,
  });
});

test.each([null, undefined, "big", []])("%j is no machine", (sysinfo) => {
  expect(machineInfo(sysinfo)).toBeNull();
});
