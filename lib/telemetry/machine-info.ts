import { z } from "zod";
import type { NodeDetail } from "#lib/telemetry/schema";

const Text = z.string().nullable().catch(null);
const Figure = z.number().nullable().catch(null);
/** `sysinfo` of `system.connected`; whatever a node says in another shape is not known. */
const SysInfo = z.object({
  cpu: Text,
  core_count: Figure,
  memory: Figure,
  linux_kernel: Text,
  linux_distro: Text,
  is_virtual_machine: z.boolean().nullable().catch(null),
});

/** The machine as the node describes it; null when it does not. */
export function machineInfo(sysinfo: unknown): NodeDetail["machine"] {
  const parsed = SysInfo.safeParse(sysinfo);
  if (!parsed.success) return null;
  const { cpu, core_count, memory, linux_kernel, linux_distro, is_virtual_machine } = parsed.data;
  return {
    cpu,
    coreCount: core_count,
    memoryBytes: memory === null || memory < 0 ? null : BigInt(Math.trunc(memory)).toString(),
    linuxKernel: linux_kernel,
    linuxDistro: linux_distro,
    isVirtualMachine: is_virtual_machine,
  };
}
