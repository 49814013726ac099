import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const beam: MantineColorsTuple = [
  "#eef0fd",
  "#dde1fb",
  "#b9c1f7",
  "#98a2ff",
  "#7c88ff",
  "#5a67e8",
  "#4453d6",
  "#3845b8",
  "#2c3795",
  "#222b75",
];

/**
 * Mantine in the design's clothes. Colours come from tokens.css; a badge and a notification are corrected where axe
 * found Mantine's own wanting (pale badge text, an unnamed close button).
 */
export const theme = createTheme({
  primaryColor: "beam",
  colors: { beam },
  primaryShade: { light: 6, dark: 5 },
  fontFamily: "var(--fl-font)",
  fontFamilyMonospace: "var(--fl-mono)",
  headings: { fontFamily: "var(--fl-font)", fontWeight: "600" },
  defaultRadius: "md",
  radius: { md: "0.4375rem", lg: "0.75rem" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem" },
  focusRing: "auto",
  cursorType: "pointer",
  components: {
    Badge: { defaultProps: { variant: "default" } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close notification" }, withBorder: true } },
  },
});

const both = {
  "--mantine-color-text": "var(--fl-text)",
  "--mantine-color-body": "var(--fl-surface)",
  "--mantine-color-default": "var(--fl-surface)",
  "--mantine-color-default-hover": "var(--fl-hover)",
  "--mantine-color-default-color": "var(--fl-text)",
  "--mantine-color-default-border": "var(--fl-border-strong)",
  "--mantine-color-dimmed": "var(--fl-text-2)",
  "--mantine-color-placeholder": "var(--fl-text-3)",
  "--mantine-color-error": "var(--fl-bad-text)",
  "--mantine-color-anchor": "var(--fl-accent-text)",
};

/** Mantine's semantic variables in terms of our tokens, the same names in both schemes. */
export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: both, dark: both });
