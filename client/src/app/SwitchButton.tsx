import { ActionIcon, Tooltip } from "@mantine/core";
import type { ComponentType } from "react";

/** A button with a sign that is on or off: what it switches, and in the tip what a press does. */
export function SwitchButton(props: {
  label: string;
  tip: string;
  isOn: boolean;
  icon: ComponentType<{ size?: number | string }>;
  toggle: () => void;
}) {
  return (
    <Tooltip label={props.tip}>
      <ActionIcon
        aria-label={props.label}
        aria-pressed={props.isOn}
        variant={props.isOn ? "filled" : "default"}
        color={props.isOn ? "tungsten" : "gray"}
        onClick={props.toggle}
      >
        <props.icon size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
