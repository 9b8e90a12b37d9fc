import { z } from "zod";
import { assetCategory, evidence, libraryLink } from "../asset/schema.ts";
import { Screenplay } from "../screenplay/block.ts";
import { BreakdownCategory } from "../screenplay/candidate.ts";
import { KeptFdx } from "../screenplay/fdx-kept.ts";
import { broughtNote } from "../note/margin.ts";
import { presence, shotAngle, shotMovement, shotSize, slot } from "../shot/schema.ts";

/** A shot that the script asks for, with an id made of what it covers. */
const scriptedShot = z.object({
  id: z.string(),
  size: shotSize,
  angle: shotAngle,
  movement: shotMovement,
  lensMm: z.number(),
  description: z.string(),
  durationFrames: z.number().int(),
  presence: z.record(z.string(), presence),
  blockIds: z.array(z.string()),
});

/**
 * What servers and workflows may do to live documents. A command is posted with an idempotency key; the
 * collab-server answers after commit, and a repeated key gets the stored answer.
 */
export const documentCommand = z.discriminatedUnion("type", [
  /** Replaces the screenplay by Fountain text, keeping ids of blocks that did not change. Answer: `{ blocks }`. */
  z.object({ type: z.literal("importScript"), fountain: z.string().max(5_000_000) }),
  /**
   * Replaces the screenplay, keeping ids of blocks that did not change, together with what is kept of the file that it
   * came from (null: nothing). Answer: `{ blocks }`.
   */
  z.object({ type: z.literal("replaceScript"), screenplay: Screenplay, kept: KeptFdx.nullable() }),
  /** Makes the screenplay say what a version said, as a forward edit that keeps ids. Answer: `{ blocks }`. */
  z.object({ type: z.literal("restoreScript"), screenplay: Screenplay }),
  z.object({ type: z.literal("setTitle"), title: z.string().min(1).max(200) }),
  /**
   * Adds what the breakdown found and is not there yet (by name or alias), refreshes evidence, proposes the
   * removal of breakdown assets that the script lost, unless only some assets are spoken of (`isPartial`). Never touches
   * a person's edit. Answer: `{ added, proposed, kept }` (ids).
   */
  z.object({
    type: z.literal("applyBreakdown"),
    isPartial: z.boolean().optional(),
    found: z.array(
      z.object({
        category: assetCategory,
        name: z.string().min(1).max(120),
        aliases: z.array(z.string().max(120)),
        description: z.string().max(20_000),
        evidence: z.array(evidence),
      }),
    ),
  }),
  /**
   * Takes things that a file's tags name into the breakdown, as accepted by the actor. What somebody has already decided
   * about stays as it is. Answer: `{ accepted }` (keys).
   */
  z.object({
    type: z.literal("acceptTags"),
    found: z.array(
      z.object({
        category: BreakdownCategory,
        name: z.string().min(1).max(120),
        evidence: z.array(evidence),
      }),
    ),
  }),
  /** Puts notes that a file brought into the margin, unless they are there, resolved or not. Answer: `{ added }` (ids). */
  z.object({ type: z.literal("takeInMargin"), notes: z.array(broughtNote).max(5000) }),
  /**
   * Casting: how an asset relates to the library. No link clears it and leaves the text; a link takes the library's text
   * (its `base`) over or merges it into what the asset says at that moment, as its decision says.
   */
  z.object({
    type: z.literal("castAsset"),
    assetId: z.string(),
    link: libraryLink.nullable(),
    /** The text stays as it is: the library has it from here. */
    leavesText: z.boolean().optional(),
    picture: z.object({ mediaHash: z.string() }).optional(),
  }),
  /** Adds looks that the script names (a costume change), unless the asset has one of that id or name. Answer: `{ added }` (ids). */
  z.object({
    type: z.literal("addLooks"),
    looks: z.array(
      z.object({
        assetId: z.string(),
        id: z.string().min(1).max(64),
        name: z.string().min(1).max(120),
        description: z.string().max(4000),
      }),
    ),
  }),
  /** Adds a default shot list to scenes that have no live shot. Answer: `{ added }` (ids). */
  z.object({
    type: z.literal("addDefaultShots"),
    scenes: z.array(
      z.object({
        sceneId: z.string(),
        shots: z.array(scriptedShot),
      }),
    ),
  }),
  /** Adds shots for what was written after the scene got its list, each behind a shot of the scene or (null) before all. */
  z.object({
    type: z.literal("addMissingShots"),
    shots: z.array(scriptedShot.extend({ sceneId: z.string(), after: z.string().nullable() })),
  }),
  /**
   * Circles the newest take of a slot unless a person has circled one. With `replace` the actor asked for this very
   * take (bring up to date): it is circled in the actor's name, also over another person's choice.
   */
  z.object({
    type: z.literal("circleTake"),
    shotId: z.string(),
    slot,
    artifactId: z.string(),
    replace: z.boolean().optional(),
  }),
  /** Puts shots that the cut lacks into it, in script order; drops run-made clips whose shot is gone. */
  z.object({ type: z.literal("assembleCut"), shotIds: z.array(z.string()) }),
]);
export type DocumentCommand = z.infer<typeof documentCommand>;

/** Body of `POST /internal/commands` on the collab-server (service token in `authorization: Bearer`). */
export const commandRequest = z.object({
  /** The same key gives the same answer and is applied once. */
  key: z.string().min(8).max(200),
  projectId: z.string(),
  /** Who the edit is attributed to: a person's id or `run:<runId>`. */
  actor: z.object({ id: z.string(), name: z.string() }),
  command: documentCommand,
});
export type CommandRequest = z.infer<typeof commandRequest>;

/** Which document each command writes to. */
export const commandTarget = {
  importScript: "script",
  replaceScript: "script",
  restoreScript: "script",
  setTitle: "project",
  applyBreakdown: "assets",
  acceptTags: "assets",
  takeInMargin: "notes",
  castAsset: "assets",
  addLooks: "assets",
  addDefaultShots: "shots",
  addMissingShots: "shots",
  circleTake: "shots",
  assembleCut: "cut",
} as const satisfies Record<DocumentCommand["type"], string>;

/**
 * A small "this changed" message that rides on the open collab socket of a project, so that lists refetch. The
 * collab-server broadcasts it as a stateless message on the `project` document: `{"event": <StudioEvent>}`.
 */
export const studioEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run"), runId: z.string() }),
  z.object({ type: z.literal("artifacts"), shotId: z.string().nullable() }),
  /** Jobs outside a run: started, further, ended. */
  z.object({ type: z.literal("jobs") }),
  z.object({ type: z.literal("members") }),
  z.object({ type: z.literal("project") }),
  z.object({ type: z.literal("library") }),
  z.object({ type: z.literal("engine") }),
  z.object({ type: z.literal("versions") }),
]);
export type StudioEvent = z.infer<typeof studioEvent>;

/** One event of each kind, for whoever may have missed some: everything is fetched again. */
export const missedEvents: readonly StudioEvent[] = [
  { type: "project" },
  { type: "members" },
  { type: "library" },
  { type: "engine" },
  { type: "versions" },
  { type: "jobs" },
  { type: "artifacts", shotId: null },
  { type: "run", runId: "" },
];

/** Body of `POST /internal/events`; `projectId` null means every project. */
export const eventRequest = z.object({ projectId: z.string().nullable(), event: studioEvent });

/** Body of `POST /internal/access`: a member's role changed or the member is gone; their sockets are closed at once. */
export const accessRequest = z.object({ projectId: z.string(), userId: z.string() });
