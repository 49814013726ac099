/** Followers of messages listen here; the payload says which time of arrival a batch spans: `{"from":"…","to":"…"}`, ISO text. */
export const arrivalChannel = "fleetlight_telemetry";
