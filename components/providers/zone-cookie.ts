/** The cookie that carries the zone a person reads times in. */
export const zoneCookie = "fleetlight_zone";
