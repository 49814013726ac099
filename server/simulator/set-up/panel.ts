import type { ClientPlan, ServerPlan } from "../plan/fleet-plan.ts";
import type { PackagePlan } from "../plan/package-plan.ts";
import type { PersonPlan } from "../plan/people-plan.ts";

/** What set-up needs of a Fleetlight, over its API or by its operations. Lists are complete. */
export interface Panel {
  nodeServers(): Promise<{ id: number; name: string }[]>;
  createNodeServer(plan: ServerPlan): Promise<{ id: number }>;
  nodeClients(): Promise<{ id: number; nodeServerId: number; name: string }[]>;
  createNodeClient(plan: ClientPlan, place: ClientPlace): Promise<{ id: number }>;
  /** Versions that can be bought now. */
  packages(): Promise<{ id: string; name: string }[]>;
  createPackage(plan: PackagePlan): Promise<{ id: string }>;
  users(): Promise<{ id: string; uid: number; email: string }[]>;
  createUser(person: PersonPlan, password: string | undefined): Promise<{ id: string; uid: number }>;
  /** The same order again is the same item. */
  enqueue(userId: string, packageId: string, byOrder: string): Promise<void>;
}

/** Where a node client belongs. */
export interface ClientPlace {
  nodeServerId: number;
  server: ServerPlan;
  isDefault: boolean;
  displayOrder: number;
}
