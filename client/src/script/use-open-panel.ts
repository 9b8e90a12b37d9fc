import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { scriptPanels, type ScriptPanel } from "./panels.ts";

export type OpenPanel = {
  open: ScriptPanel | null;
  show: (id: string) => void;
  toggle: (id: string) => void;
  close: () => void;
};

/** Which panel is open. A desk remembers it; on a phone, where it would cover the page, every visit begins without. */
export function useOpenPanel(): OpenPanel {
  const isNarrow = useMediaQuery("(width <= 48em)");
  const [kept, keep] = useLocalStorage({ key: "backlot:script-panel", defaultValue: "" });
  const [passing, setPassing] = useState("");
  const [id, set] = isNarrow === true ? [passing, setPassing] : [kept, keep];
  return {
    open: scriptPanels.find((one) => one.id === id) ?? null,
    show: set,
    toggle: (next) => set(next === id ? "" : next),
    close: () => set(""),
  };
}
