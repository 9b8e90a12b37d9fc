import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { z } from "zod";
import { inkOn } from "../../app/colour.ts";
import { bindingOf } from "./binding/sync-plugin.ts";
import { isFromDocument } from "./block-ids.ts";
import { quick } from "./quick-decorations.ts";

type Me = { id: string; name: string; color: string };
type Options = { awareness: Awareness | null; user: Me | null };

const key = new PluginKey<DecorationSet>("carets");

/** What others say of themselves; whatever it is, it is drawn on our page. */
const person = z.object({
  id: z.string().catch(""),
  name: z.string().catch("Somebody"),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .catch("#888888"),
});
type Person = z.infer<typeof person>;

const id = z.object({ client: z.number(), clock: z.number() }).nullish();
const place = z.object({
  type: id,
  tname: z.string().nullish(),
  item: id,
  assoc: z.number().optional(),
});
const presence = z.object({ cursor: z.object({ anchor: place, head: place }) });

/** Carets of the others with their names, and one's own told to them. A name shows when its caret moves and fades when it rests. */
export function liveCarets(awareness: Awareness, user: Me) {
  return LiveCarets.configure({ awareness, user });
}

const LiveCarets = Extension.create<Options>({
  name: "liveCarets",
  addOptions() {
    return { awareness: null, user: null };
  },
  addProseMirrorPlugins() {
    const { awareness, user } = this.options;
    if (awareness === null) return [];
    awareness.setLocalStateField("user", user);
    return [caretPlugin(awareness)];
  },
});

function caretPlugin(awareness: Awareness): Plugin<DecorationSet> {
  /** What is drawn of each client, to show its name again. */
  const drawn = new Map<number, HTMLElement>();
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, carets, _before, after) => {
        if (tr.getMeta(key) === true || isFromDocument(tr)) return caretsOf(after, awareness, drawn);
        return tr.docChanged ? carets.map(tr.mapping, tr.doc) : carets;
      },
    },
    props: { decorations: (state) => quick(key.getState(state)) },
    view: (view) => new CaretExchange(view, awareness, drawn),
  });
}

/** Tells the others where one's own caret is, and draws theirs once a frame, however many of them move. */
class CaretExchange {
  readonly #view: EditorView;
  readonly #awareness: Awareness;
  readonly #drawn: ReadonlyMap<number, HTMLElement>;
  readonly #moved = new Set<number>();
  #frame: number | null = null;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, awareness: Awareness, drawn: ReadonlyMap<number, HTMLElement>) {
    this.#view = view;
    this.#awareness = awareness;
    this.#drawn = drawn;
    awareness.on("change", this.#onChange);
    view.dom.addEventListener("focusin", this.#tell);
    view.dom.addEventListener("focusout", this.#tell);
    if (awareness.getStates().size > 1) this.#drawSoon();
  }

  /** After the key, which waits for nothing that is not its own. */
  update(): void {
    this.#telling ??= setTimeout(this.#tell, 0);
  }

  destroy(): void {
    clearTimeout(this.#telling);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#view.dom.removeEventListener("focusin", this.#tell);
    this.#view.dom.removeEventListener("focusout", this.#tell);
    this.#awareness.off("change", this.#onChange);
    this.#awareness.setLocalStateField("cursor", null);
  }

  readonly #onChange = (change: Record<"added" | "updated" | "removed", number[]>): void => {
    const moved = [...change.added, ...change.updated].filter((one) => one !== this.#awareness.clientID);
    for (const client of moved) this.#moved.add(client);
    if (moved.length > 0 || change.removed.length > 0) this.#drawSoon();
  };

  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (this.#view.isDestroyed) return;
      this.#view.dispatch(this.#view.state.tr.setMeta(key, true).setMeta("addToHistory", false));
      for (const client of this.#moved) showName(this.#drawn.get(client));
      this.#moved.clear();
    });
  }

  readonly #tell = (): void => {
    this.#telling = undefined;
    const { state, isDestroyed } = this.#view;
    const binding = isDestroyed ? null : bindingOf(state);
    if (binding === null) return;
    const told = cursorOf(this.#awareness.getLocalState());
    if (!this.#view.hasFocus()) {
      // Not a caret that this person has in another page.
      if (told !== null && binding.positionOf(told.head) !== null)
        this.#awareness.setLocalStateField("cursor", null);
      return;
    }
    const { anchor, head } = state.selection;
    const cursor = { anchor: binding.placeOf(anchor), head: binding.placeOf(head) };
    const isTold =
      told !== null &&
      Y.compareRelativePositions(told.anchor, cursor.anchor) &&
      Y.compareRelativePositions(told.head, cursor.head);
    if (!isTold) this.#awareness.setLocalStateField("cursor", cursor);
  };
}

function caretsOf(state: EditorState, awareness: Awareness, drawn: Map<number, HTMLElement>): DecorationSet {
  const binding = bindingOf(state);
  if (binding === null) return DecorationSet.empty;
  const end = Math.max(state.doc.content.size - 1, 0);
  const carets: Decoration[] = [];
  for (const [client, told] of awareness.getStates()) {
    const cursor = client === binding.doc.clientID ? null : cursorOf(told);
    if (cursor === null) continue;
    const [anchor, head] = [binding.positionOf(cursor.anchor), binding.positionOf(cursor.head)];
    if (anchor === null || head === null) continue;
    const who = person.parse(told["user"] ?? {});
    const make = () => {
      const element = caret(who);
      drawn.set(client, element);
      return element;
    };
    const [from, to] = [Math.min(anchor, head, end), Math.min(Math.max(anchor, head), end)];
    carets.push(
      Decoration.widget(Math.min(head, end), make, { key: `${client} ${JSON.stringify(who)}`, side: 10 }),
    );
    if (from < to) {
      const style = `background-color: ${who.color}40`;
      carets.push(Decoration.inline(from, to, { class: "caret-selection", style }, { inclusiveEnd: true }));
    }
  }
  return carets.length === 0 ? DecorationSet.empty : DecorationSet.create(state.doc, carets);
}

/** The caret that a presence tells of; null when it has none that can be read. */
function cursorOf(
  told: Record<string, unknown> | null,
): Record<"anchor" | "head", Y.RelativePosition> | null {
  const read = presence.safeParse(told);
  if (!read.success) return null;
  const { anchor, head } = read.data.cursor;
  return {
    anchor: Y.createRelativePositionFromJSON(anchor),
    head: Y.createRelativePositionFromJSON(head),
  };
}

function caret({ id, name, color }: Person): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "caret";
  mark.style.setProperty("--person", color);
  mark.style.setProperty("--person-ink", inkOn(color));
  mark.dataset["person"] = id;
  const label = document.createElement("span");
  label.className = "caret-name";
  label.textContent = name;
  mark.append("\u2060", label, "\u2060");
  return mark;
}

/** Lets the name of a caret show again. */
function showName(mark: HTMLElement | undefined): void {
  if (mark === undefined) return;
  mark.classList.remove("caret-moved");
  requestAnimationFrame(() => mark.classList.add("caret-moved"));
}
