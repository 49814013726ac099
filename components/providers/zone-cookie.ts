/** The cookie that carries the zone times are read in: `Europe/Berlin` when it was chosen, `auto:Europe/Berlin` when it is the browser's own. */
export const zoneCookie = "fleetlight_zone";

export interface KnownZone {
  zone: string;
  /** Chosen by the person: it stays when the browser travels. */
  isChosen: boolean;
}
