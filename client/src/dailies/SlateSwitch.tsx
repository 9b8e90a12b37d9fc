import { IconId } from "@tabler/icons-react";
import { SwitchButton } from "../app/SwitchButton.tsx";
import { useSlate } from "./use-slate.ts";

/** Shows or hides the slate over the picture. */
export function SlateSwitch() {
  const { isShown, toggle } = useSlate();
  const tip = isShown ? "Hide the slate" : "Show the slate";
  return <SwitchButton label="Slate" tip={tip} isOn={isShown} icon={IconId} toggle={toggle} />;
}
