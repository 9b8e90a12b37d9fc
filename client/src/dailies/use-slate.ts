import { useLocalStorage } from "@mantine/hooks";

/** Whether the slate stands over pictures, in every player of this browser; on unless somebody turned it off. */
export function useSlate(): { isShown: boolean; toggle: () => void } {
  const [isShown, setShown] = useLocalStorage({ key: "backlot:slate", defaultValue: true });
  return { isShown, toggle: () => setShown(!isShown) };
}
