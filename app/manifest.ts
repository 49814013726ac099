import type { MetadataRoute } from "next";

/** What a phone needs to put Fleetlight on its home screen; only from there do iPhones take Web Push. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Fleetlight",
    short_name: "Fleetlight",
    start_url: "/",
    display: "standalone",
    background_color: "#fafafb",
    theme_color: "#fafafb",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
    ],
  };
}
