import * as Y from "yjs";
import { metaRoot } from "@backlot/shared/documents/meta";
import { schemaVersion, type DocumentKind } from "@backlot/shared/documents/names";
import { seedQuestions } from "@backlot/shared/documents/outline";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";

/**
 * What a document holds before anybody has written into it. Only the server seeds, once (see `loadStored`): two
 * seeds of the same document would merge into doubled content. `doc` is where it is made, for who needs to know it.
 */
export function seedState(kind: DocumentKind, title: string, doc: Y.Doc = new Y.Doc()): Uint8Array {
  doc.transact(() => {
    metaRoot(doc).set("schemaVersion", schemaVersion);
    if (kind === "project") setProjectTitle(doc, title);
    // An editor needs a block to put the caret in; two editors that each made one would make two.
    if (kind === "script") scriptBody(doc).insert(0, [toElement(textBlock("sceneHeading", ""))]);
    // Two people who each made the answer to a question would lose one of them.
    if (kind === "outline") seedQuestions(doc);
  });
  return Y.encodeStateAsUpdate(doc);
}
