import { z } from "zod";
import type { DocumentKind } from "../documents/names.ts";

/** Who someone is in one project. The order is from most to least permitted. */
export const role = z.enum(["owner", "producer", "crew", "reviewer"]);
export type Role = z.infer<typeof role>;

/** A sentence for each role, shown where roles are chosen. */
export const roleSentences: Record<Role, string> = {
  owner: "Everything, and may delete or hand over the project.",
  producer: "Approves stages, sets budgets, manages members.",
  crew: "Co-edits script, assets, shots and cut; starts runs within the budget.",
  reviewer: "Watches dailies and leaves notes; changes nothing else.",
};

export type Action =
  | "project.read"
  | "project.edit"
  | "project.delete"
  | "document.edit"
  | "note.write"
  | "media.upload"
  | "run.start"
  | "run.control"
  | "gate.decide"
  | "budget.set"
  | "member.manage"
  | "key.manage";

const reviewer: Action[] = ["project.read", "note.write"];
const crew: Action[] = [
  ...reviewer,
  "project.edit",
  "document.edit",
  "media.upload",
  "run.start",
  "run.control",
];
const producer: Action[] = [...crew, "gate.decide", "budget.set", "member.manage", "key.manage"];
const owner: Action[] = [...producer, "project.delete"];

const granted: Record<Role, ReadonlySet<Action>> = {
  owner: new Set(owner),
  producer: new Set(producer),
  crew: new Set(crew),
  reviewer: new Set(reviewer),
};

/** The one place that decides what a role may do. Everything else asks. */
export function may(who: Role, action: Action): boolean {
  return granted[who].has(action);
}

/** What a role may do with a live document. Permission is per document, never per field. */
export function documentAccess(who: Role, kind: DocumentKind): "write" | "read" {
  if (kind === "notes") return may(who, "note.write") ? "write" : "read";
  return may(who, "document.edit") ? "write" : "read";
}

/** Roles that `who` may give to somebody: nobody hands out more than they have, and only an owner makes owners. */
export function grantableRoles(who: Role): Role[] {
  if (!may(who, "member.manage")) return [];
  return who === "owner" ? ["owner", "producer", "crew", "reviewer"] : ["producer", "crew", "reviewer"];
}
