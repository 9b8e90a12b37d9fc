import type { SaveStatus } from "../session/save-status.ts";
import { counted } from "../app/words.ts";

/** The exact words of the header, and what they mean. */
export function saveWords(status: SaveStatus): { words: string; detail: string } {
  const kept = `${counted(status.pending, "change")} ${status.isKept ? "kept here" : "in this tab alone"}`;
  const whatIsKept = status.isKept
    ? "What you write is kept on this device and merges when the studio is back."
    : "This device keeps nothing right now: leave this tab open until the studio is back.";
  const words: Record<SaveStatus["kind"], { words: string; detail: string }> = {
    saved: { words: "Saved", detail: "Everything is in the studio's database." },
    saving: { words: "Saving …", detail: "What you wrote is on its way to the studio." },
    offline: {
      words: status.pending === 0 ? "Offline" : `Offline · ${kept}`,
      detail: `You can go on. ${whatIsKept}`,
    },
    unavailable: {
      words: status.pending === 0 ? "Unavailable" : `Unavailable · ${kept}`,
      detail: `The studio cannot open this project just now, and is asked again until it can. ${whatIsKept}`,
    },
    "read-only":
      status.pending === 0
        ? { words: "Read only", detail: "Your role looks, and leaves notes." }
        : {
            words: `Read only · ${kept}`,
            detail: "Your role changed before these reached the studio. Download them to keep your version.",
          },
    "signed-out": {
      words: "Signed out",
      detail: status.pending === 0 ? "Sign in to go on." : `${kept} until you sign in.`,
    },
    "no-access": { words: "No access", detail: "You are no longer a member of this project." },
    "too-old": { words: "New version", detail: "The studio has moved on: reload to go on writing." },
    refused: {
      words: "Not saving",
      detail: `The studio does not take a change made here. ${kept}: download what you wrote, then reload.`,
    },
    connecting: { words: "Connecting …", detail: "Looking for the studio." },
  };
  return words[status.kind];
}
