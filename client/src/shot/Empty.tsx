import { Text } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import classes from "./page.module.css";

/** An empty, failed or refused place: one sentence and at most one button. */
export function Empty(props: {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  sentence: string;
  children?: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div className={classes.empty}>
      <Icon size={44} stroke={1.2} aria-hidden />
      <Text component="p" c="dimmed">
        {props.sentence}
      </Text>
      {props.children}
    </div>
  );
}
