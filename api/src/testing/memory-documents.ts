import * as Y from "yjs";
import { addAsset } from "@backlot/shared/documents/assets";
import { takeInMargin } from "@backlot/shared/documents/margin-from-fdx";
import { acceptTags } from "@backlot/shared/documents/breakdown";
import { castAsset } from "@backlot/shared/documents/casting";
import type { DocumentsClient } from "@backlot/shared/documents/client";
import { commandTarget, type CommandRequest, type StudioEvent } from "@backlot/shared/documents/commands";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { replaceScript } from "@backlot/shared/documents/script-kept";
import { patchScreenplay } from "@backlot/shared/documents/script-edit";
import { AppError } from "@backlot/shared/errors/app-error";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";

/** Live documents in memory for tests of the API: real documents and accessors, no server. */
export type MemoryDocuments = DocumentsClient & {
  /** The live document itself, to edit as a person would. */
  document: (projectId: string, kind: DocumentKind) => Y.Doc;
  commands: CommandRequest[];
  events: { projectId: string | null; event: StudioEvent }[];
  revoked: { projectId: string; userId: string }[];
  /** While true every call fails as if the collab-server were away. */
  isAway: boolean;
};

export function createMemoryDocuments(): MemoryDocuments {
  const docs = new Map<string, Y.Doc>();
  const answers = new Map<string, unknown>();

  function document(projectId: string, kind: DocumentKind): Y.Doc {
    const name = `${projectId}/${kind}`;
    const doc = docs.get(name) ?? new Y.Doc();
    docs.set(name, doc);
    return doc;
  }

  const memory: MemoryDocuments = {
    document,
    commands: [],
    events: [],
    revoked: [],
    isAway: false,
    async command(request) {
      refuseWhenAway();
      if (answers.has(request.key)) return answers.get(request.key);
      memory.commands.push(request);
      const answer = apply(document(request.projectId, commandTarget[request.command.type]), request);
      answers.set(request.key, answer);
      return answer;
    },
    async read(projectId, kind) {
      refuseWhenAway();
      return Y.encodeStateAsUpdate(document(projectId, kind));
    },
    async readDocument(projectId, kind) {
      refuseWhenAway();
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(document(projectId, kind)));
      return copy;
    },
    async emit(projectId, event) {
      memory.events.push({ projectId, event });
    },
    async revokeAccess(projectId, userId) {
      memory.revoked.push({ projectId, userId });
    },
    async health() {
      refuseWhenAway();
      return { status: "ok", parts: { database: { state: "ok" } } };
    },
  };

  function refuseWhenAway(): void {
    if (memory.isAway) {
      throw new AppError("documents-unavailable", { sentence: "The live documents cannot be reached." });
    }
  }
  return memory;
}

function apply(doc: Y.Doc, { command, actor }: CommandRequest): unknown {
  switch (command.type) {
    case "importScript": {
      const { blocks } = parseFountain(command.fountain);
      const body = scriptBody(doc);
      body.delete(0, body.length);
      body.insert(0, blocks.map(toElement));
      return { blocks: blocks.length };
    }
    case "replaceScript":
      replaceScript(doc, command.screenplay, command.kept);
      return { blocks: command.screenplay.blocks.length };
    case "applyBreakdown":
      for (const one of command.found) addAsset(doc, { ...one, origin: "breakdown", createdAt: 1 });
      return {};
    case "acceptTags":
      return { accepted: acceptTags(doc, command.found, { by: actor.id, at: 1 }) };
    case "takeInMargin":
      return { added: takeInMargin(doc, command.notes, { by: actor.id }) };
    case "restoreScript":
      patchScreenplay(doc, command.screenplay);
      return { blocks: command.screenplay.blocks.length };
    case "setTitle":
      setProjectTitle(doc, command.title);
      return {};
    case "castAsset":
      castAsset(doc, command, { by: actor.id, at: Date.now() });
      return {};
    default:
      throw new AppError("bad-request", { sentence: `No test of the API sends "${command.type}".` });
  }
}
