import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Switch,
  Tooltip,
} from "@mantine/core";

/** Pure neutrals, so that no colour of the room tints the judgement of a picture. */
const dark: MantineColorsTuple = [
  "#e9e9e9",
  "#cfcfcf",
  "#a8a8a8",
  "#808080",
  "#474747",
  "#363636",
  "#282828",
  "#1b1b1b",
  "#161616",
  "#101010",
];

/** The kit's own gray is bluish; this one is not. */
const gray: MantineColorsTuple = [
  "#f5f5f5",
  "#ececec",
  "#dedede",
  "#c9c9c9",
  "#b0b0b0",
  "#949494",
  "#7a7a7a",
  "#5c5c5c",
  "#454545",
  "#2e2e2e",
];

/** The one accent: the warm light of a tungsten lamp. */
const tungsten: MantineColorsTuple = [
  "#fff7e6",
  "#fdebc8",
  "#fbdda0",
  "#f8cd74",
  "#f5c15a",
  "#f2b84b",
  "#dba038",
  "#b98326",
  "#8f641a",
  "#664711",
];

/**
 * The studio's look: a calm dark room, one accent, dense but legible. Sizes keep every target at 24 px or more;
 * `autoContrast` and the variables below keep every text at WCAG AA.
 */
export const theme = createTheme({
  colors: { dark, gray, tungsten },
  primaryColor: "tungsten",
  // One shade for both schemes: contrast is computed from the light one.
  primaryShade: 5,
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: 'Inter, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", "Liberation Mono", Menlo, monospace',
  fontSizes: { xs: "0.78rem", sm: "0.875rem", md: "0.94rem", lg: "1.1rem", xl: "1.3rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.2" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
      h4: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "10px", xl: "16px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 32 } }),
    Button: Button.extend({ styles: { label: { fontWeight: 550 } } }),
    Checkbox: Checkbox.extend({ styles: { input: { width: 24, height: 24 } } }),
    Switch: Switch.extend({ defaultProps: { size: "md" } }),
    // The placeholder that would take the first focus is no entry of a menu.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: "lg", closeButtonProps: { "aria-label": "Close" } },
      styles: { title: { fontWeight: 600, fontSize: "1.1rem" } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: true, color: "dark.5", c: "dark.0" },
    }),
  },
});

/** Mantine's dark defaults miss AA for dimmed, error and placeholder text; these pass on every surface we use. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--room": "#161616",
    "--surface": "#1f1f1f",
    "--surface-raised": "#282828",
    "--line": "#383838",
    "--edge": "#757575",
    "--added": "#4cae6a",
    "--gone": "#e06c6c",
  },
  light: {},
  dark: {
    "--mantine-color-body": "#1b1b1b",
    "--mantine-color-dimmed": "#adadad",
    "--mantine-color-error": "#ff8f8f",
    "--mantine-color-placeholder": "#9a9a9a",
    "--mantine-color-default": "#242424",
    "--mantine-color-default-hover": "#2e2e2e",
    "--mantine-color-default-border": "#484848",
  },
});
