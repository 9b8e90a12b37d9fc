import { Box } from "@mantine/core";
import { initials, inkOn } from "../app/colour.ts";
import classes from "./PersonAvatar.module.css";

/** A person as initials on their own colour. The initials are drawn, not written: they are no part of what a button around them is called. */
export function PersonAvatar({ name, color, size = 30 }: { name: string; color: string; size?: number }) {
  return (
    <Box
      component="span"
      className={classes.avatar}
      style={{ width: size, height: size, background: color, color: inkOn(color), fontSize: size * 0.4 }}
      data-initials={initials(name)}
      aria-hidden
    />
  );
}
