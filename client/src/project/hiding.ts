import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";
import { useSession } from "../session/hooks.ts";

/** Whether this person chose, on this device, not to be watched. */
export function useIsHidden() {
  return useLocalStorage({
    key: "backlot:hidden",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
}

/** Keeps the open session to the choice; gives it and the way to change it. */
export function useHiding(): { isHidden: boolean; toggle: () => void } {
  const session = useSession();
  const [isHidden, setHidden] = useIsHidden();
  useEffect(() => session.hide(isHidden), [session, isHidden]);
  return { isHidden, toggle: () => setHidden(!isHidden) };
}
