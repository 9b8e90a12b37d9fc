/** What a browser tells a page about its network and its end. */
export type PageEvents = {
  onOnline?: () => void;
  onOffline?: () => void;
  /** The page is being left or put away: the last moment to hand something to the device. */
  onHide?: () => void;
  /** Whether something would be lost if the page were left now; the browser then asks the person. */
  isUnsafe?: () => boolean;
};

/** Listens to the page where there is one; gives a function that stops. */
export function watchPage({ onOnline, onOffline, onHide, isUnsafe }: PageEvents): () => void {
  const listeners: [string, (event: Event) => void][] = [
    ["online", () => onOnline?.()],
    ["offline", () => onOffline?.()],
    ["pagehide", () => onHide?.()],
    [
      "beforeunload",
      (event) => {
        if (isUnsafe?.() === true) event.preventDefault();
      },
    ],
  ];
  for (const [name, listener] of listeners) globalThis.addEventListener?.(name, listener);
  return () => {
    for (const [name, listener] of listeners) globalThis.removeEventListener?.(name, listener);
  };
}
