import { useQuery } from "@tanstack/react-query";
import type { Editor } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { useEffect, useMemo } from "react";
import { readWriting } from "@backlot/shared/documents/writing";
import type { BlockWriting, ScriptWriter } from "@backlot/shared/version/schema";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";
import { useScriptDocument } from "../use-script-document.ts";
import { writersQuery } from "./queries.ts";

const key = new PluginKey<DecorationSet>("writerMarks");

/** For text whose writer is not on record: the seed of a sample, or an edit older than the record. */
const unknown = { name: "Not on record", color: "#8a8a8a" };

export type WriterShare = { name: string; color: string; share: number };

/** Underlines the page in the colours of who wrote it while `isShown`; gives everybody's share of the letters. */
export function useWriterMarks(editor: Editor, isShown: boolean): WriterShare[] {
  const { projectId } = useProject();
  const { documents, me } = useSession();
  const writing = useScriptDocument(readWriting);
  const { data, refetch } = useQuery({ ...writersQuery(projectId), enabled: isShown });

  const own = documents.script.clientID;
  const writers = useMemo(() => {
    // This tab's own number is known before the studio answers with it.
    const self = { clientId: own, userId: me.id, name: me.name, color: me.color };
    return new Map([[own, self], ...(data ?? [])]);
  }, [data, own, me]);
  const newest = writing.flatMap((one) => one.spans).find((span) => !writers.has(span.clientId))?.clientId;

  useEffect(() => {
    if (isShown && newest !== undefined) void refetch();
  }, [isShown, newest, refetch]);

  useEffect(() => {
    if (!isShown) return undefined;
    editor.registerPlugin(
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks) =>
            (tr.getMeta(key) as DecorationSet | undefined) ?? marks.map(tr.mapping, tr.doc),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    );
    return () => {
      if (!editor.isDestroyed) editor.unregisterPlugin(key);
    };
  }, [editor, isShown]);

  useEffect(() => {
    if (!isShown || editor.isDestroyed) return;
    const marks = marksOf(editor.state.doc, writing, writers);
    editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta("addToHistory", false));
  }, [editor, isShown, writing, writers]);

  return sharesOf(writing, writers);
}

function marksOf(
  doc: EditorNode,
  writing: readonly BlockWriting[],
  writers: ReadonlyMap<number, ScriptWriter>,
): DecorationSet {
  const spansOf = new Map(writing.map((one) => [one.blockId, one.spans]));
  const marks: Decoration[] = [];
  doc.forEach((node, position) => {
    let at = position + 1;
    for (const { length, clientId } of spansOf.get(String(node.attrs["id"])) ?? []) {
      const end = Math.min(at + length, position + node.nodeSize - 1);
      const { name, color } = writers.get(clientId) ?? unknown;
      const style = `text-decoration: underline 2px ${color ?? unknown.color}; text-underline-offset: 4px`;
      if (end > at) marks.push(Decoration.inline(at, end, { style, title: name }));
      at = end;
    }
  });
  return DecorationSet.create(doc, marks);
}

function sharesOf(
  writing: readonly BlockWriting[],
  writers: ReadonlyMap<number, ScriptWriter>,
): WriterShare[] {
  const letters = new Map<string, WriterShare>();
  let all = 0;
  for (const { length, clientId } of writing.flatMap((one) => one.spans)) {
    const writer = writers.get(clientId) ?? unknown;
    const found = letters.get(writer.name) ?? {
      name: writer.name,
      color: writer.color ?? unknown.color,
      share: 0,
    };
    letters.set(writer.name, { ...found, share: found.share + length });
    all += length;
  }
  return [...letters.values()]
    .map((one) => ({ ...one, share: one.share / Math.max(1, all) }))
    .toSorted((a, b) => b.share - a.share);
}
