const tib = 2n ** 40n;

/** A repository and how it fills: a share of the whole at the beginning, and what comes each day. */
export interface RepositoryPlan {
  id: string;
  name: string;
  totalBytes: bigint;
  /** Shares of the whole. */
  startShare: number;
  sharePerDay: number;
  /** How far it goes up and down from one hour to the next. */
  wobble: number;
  isActive: boolean;
}

export interface AppliancePlan {
  key: string;
  name: string;
  repositories: RepositoryPlan[];
  disks: number;
  tapeSlots: number;
  virtualTapes: number;
}

function repository(
  id: string,
  name: string,
  tebibytes: bigint,
  fill: Pick<RepositoryPlan, "startShare" | "sharePerDay" | "wobble">,
): RepositoryPlan {
  return { id, name, totalBytes: tebibytes * tib, ...fill, isActive: true };
}

/** The demo's two appliances. The first one's nightly backups pass 80 % within the month and are full some two weeks later. */
export const appliancePlan: readonly AppliancePlan[] = [
  {
    key: "vault-fra",
    name: "vault-fra.fleet.example",
    disks: 12,
    tapeSlots: 24,
    virtualTapes: 16,
    repositories: [
      repository("nightly", "Nightly backups", 40n, { startShare: 0.5, sharePerDay: 0.0112, wobble: 0.002 }),
      repository("archive", "Archive", 96n, { startShare: 0.58, sharePerDay: 0.001, wobble: 0.001 }),
      repository("images", "Test images", 8n, { startShare: 0.35, sharePerDay: 0, wobble: 0.12 }),
    ],
  },
  {
    key: "vault-sin",
    name: "vault-sin.fleet.example",
    disks: 8,
    tapeSlots: 0,
    virtualTapes: 8,
    repositories: [
      repository("copies", "Copies of Frankfurt", 48n, { startShare: 0.42, sharePerDay: 0.003, wobble: 0.002 }),
      { ...repository("old", "Old snapshots", 12n, { startShare: 0.6, sharePerDay: -0.008, wobble: 0.001 }), isActive: false },
    ],
  },
];
