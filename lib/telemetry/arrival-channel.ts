/**
 * Followers of messages listen here. A payload says which time of arrival a batch spans, `{"from":"…","to":"…"}` (ISO text), or
 * which peer was given messages that arrived at any time before, `{"peer":"…"}`.
 */
export const arrivalChannel = "fleetlight_telemetry";
