import * as Y from "yjs";
import { memoryStore } from "../../session/local-store.ts";
import { openSession, type Session } from "../../session/session.ts";
import { ticketAnswer } from "../../session/ticket.ts";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";

/** How long a typist takes from key to key, ms: about 75 words a minute. */
const pace = 160;

const words = "and the rain keeps falling on the quay while nobody looks up ";

/** A session of its own at a studio, as a browser has it, with the studio's token in place of an account. */
export async function aSession(studio: { url: string; token: string }, projectId: string): Promise<Session> {
  const store = memoryStore();
  return openSession({
    projectId,
    userId: "operator",
    socketUrl: `${studio.url.replace(/\/$/, "")}/collab`,
    fetchTicket: async () => {
      const response = await fetch(new URL(`/api/projects/${projectId}/ticket`, studio.url), {
        method: "POST",
        headers: { authorization: `Bearer ${studio.token}` },
      });
      return ticketAnswer.parse(await response.json());
    },
    device: {
      open: () => Promise.resolve(store),
      remembered: () => Promise.resolve(null),
      remember: () => Promise.resolve(),
      erase: () => {},
    },
  });
}

/** Types at a steady pace from some place of the script on: letters with a caret, and a new paragraph now and then. */
export function startTyping(session: Session, share: number): () => void {
  const { script } = session.documents;
  const body = scriptBody(script);
  let block = newParagraph(Math.floor(body.length * share));
  let typed = 0;

  function newParagraph(index: number): Y.XmlElement {
    const next = toElement(textBlock("action", " "));
    body.insert(index, [next]);
    return next;
  }

  const timer = setInterval(() => {
    if (typed % words.length === words.length - 1) block = newParagraph(body.toArray().indexOf(block) + 1);
    const text = block.get(0) as Y.XmlText;
    text.insert(text.length, words[typed % words.length]!);
    typed += 1;
    const place = Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(text, text.length, -1),
    ) as unknown;
    session.scriptAwareness.setLocalStateField("cursor", { anchor: place, head: place });
  }, pace);
  return () => clearInterval(timer);
}
