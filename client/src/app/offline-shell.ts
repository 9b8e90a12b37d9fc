import { registerSW } from "virtual:pwa-register";

/**
 * Keeps the studio's own files on this device, so that it opens without a network. A newer version is fetched in
 * the background and takes over when every open page is closed: a page is never reloaded under a writer.
 */
export function keepShellOffline(): void {
  if (import.meta.env.DEV) return;
  registerSW({ immediate: true });
}
