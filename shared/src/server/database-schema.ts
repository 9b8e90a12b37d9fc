import type { ColumnType, Generated } from "kysely";
import type { GateStatus, ItemStatus, RunOptions, RunStatus, StageId } from "../pipeline/stages.ts";
import type { AssistantProvider } from "../assistant/schema.ts";
import type { Role } from "../access/roles.ts";
import type { AssetCategory } from "../asset/schema.ts";
import type { ArtifactKind } from "../generation/artifact.ts";
import type { SlotInputs } from "../build/inputs.ts";
import type { Slot } from "../shot/schema.ts";
import type { VersionReason } from "../version/schema.ts";

/**
 * Tables of `infra/migrations` as Kysely sees them: snake case in SQL, camel case here (CamelCasePlugin with
 * `maintainNestedObjectKeys`). `bigint` columns are read as numbers (type parser in `database.ts`); JSON columns
 * are written as `JSON.stringify(value)`.
 */
type Json<T> = ColumnType<T, string, string>;
type At = ColumnType<Date, Date | string | undefined, Date | string>;
type OptionalAt = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type Failure = { code: string; sentence: string; nextStep?: string };

export type Database = {
  project: {
    id: string;
    title: string;
    createdBy: string;
    createdAt: At;
    deletedAt: OptionalAt;
    budgetMicros: Generated<number>;
    isSample: Generated<boolean>;
  };
  member: { projectId: string; userId: string; role: Role; accessVersion: Generated<number>; joinedAt: At };
  invitation: {
    id: string;
    tokenHash: string;
    kind: "owner" | "member";
    projectId: string | null;
    role: Role;
    createdBy: string | null;
    createdAt: At;
    expiresAt: ColumnType<Date, Date, Date>;
    usesLeft: Generated<number>;
    revokedAt: OptionalAt;
  };
  documentUpdate: {
    seq: Generated<number>;
    document: string;
    payload: Uint8Array;
    userId: string | null;
    at: At;
  };
  documentSnapshot: {
    document: string;
    payload: Uint8Array;
    throughSeq: number;
    schemaVersion: number;
    at: At;
  };
  documentCommand: { key: string; document: string; command: Json<unknown>; answer: Json<unknown>; at: At };
  fieldAuthor: {
    projectId: string;
    object: string;
    field: string;
    userId: string | null;
    userName: string;
    at: At;
  };
  /** A live document as it was; `state` is gzipped. */
  documentVersion: {
    id: string;
    projectId: string;
    document: string;
    number: number;
    reason: VersionReason;
    name: string | null;
    digest: string;
    state: Uint8Array;
    words: number;
    scenes: number;
    contributors: ColumnType<{ id: string; name: string }[], string | undefined, string>;
    createdBy: string | null;
    createdByName: string;
    runId: string | null;
    createdAt: At;
  };
  documentWriter: {
    document: string;
    clientId: number;
    userId: string;
    userName: string;
    isLive: boolean;
    at: At;
  };
  media: {
    hash: string;
    mime: string;
    bytes: number;
    width: number | null;
    height: number | null;
    frames: number | null;
    fps: number | null;
    createdAt: At;
  };
  projectMedia: { projectId: string; hash: string; addedBy: string; addedAt: At };
  run: {
    id: string;
    projectId: string;
    number: number;
    status: RunStatus;
    stage: StageId;
    options: Json<RunOptions>;
    error: Json<Failure | null>;
    startedBy: string;
    startedByName: string;
    createdAt: At;
    endedAt: OptionalAt;
  };
  runItem: {
    runId: string;
    key: string;
    stage: StageId;
    label: string;
    position: Generated<number>;
    status: ItemStatus;
    progress: Generated<number>;
    attempt: Generated<number>;
    error: Json<Failure | null>;
    artifactId: string | null;
    shotId: string | null;
    slot: Slot | null;
    startedAt: OptionalAt;
    updatedAt: At;
  };
  /** What a person asked for outside a run; `kind` is what it makes. */
  job: {
    id: string;
    projectId: string;
    kind: ArtifactKind;
    shotId: string | null;
    status: ItemStatus;
    progress: Generated<number>;
    error: Json<Failure | null>;
    startedByName: string;
    createdAt: At;
    updatedAt: At;
  };
  gate: {
    id: string;
    runId: string;
    projectId: string;
    stage: StageId;
    iteration: number;
    status: GateStatus;
    digest: string;
    summary: Json<Record<string, unknown>>;
    openedAt: At;
    decidedAt: OptionalAt;
    decidedBy: string | null;
    decidedByName: string | null;
    note: Generated<string>;
    items: ColumnType<string[], string | undefined, string>;
  };
  artifact: {
    id: string;
    projectId: string;
    kind: ArtifactKind;
    shotId: string | null;
    runId: string | null;
    number: number;
    inputs: Json<SlotInputs | Record<string, unknown>>;
    digest: string;
    mediaHash: string;
    meta: ColumnType<Record<string, unknown>, string | undefined, string>;
    provider: string;
    alternate: Generated<boolean>;
    costMicros: Generated<number>;
    author: string;
    createdAt: At;
    jobId: string;
  };
  budgetEntry: {
    id: string;
    projectId: string;
    runId: string | null;
    kind: "grant" | "reserve" | "settle" | "release";
    amountMicros: number;
    jobId: string | null;
    at: At;
  };
  libraryAsset: {
    id: string;
    category: AssetCategory;
    name: string;
    aliases: ColumnType<string[], string | undefined, string>;
    description: Generated<string>;
    mediaHash: string | null;
    version: Generated<number>;
    createdBy: string;
    createdAt: At;
    deletedAt: OptionalAt;
  };
  providerKey: {
    projectId: string;
    provider: string;
    /** The server that the key is for; null where the provider has one address only. */
    origin: Generated<string | null>;
    ciphertext: Uint8Array;
    nonce: Uint8Array;
    hint: string;
    createdBy: string;
    createdAt: At;
  };
  /** Which language model a project asks. */
  assistantSetting: {
    projectId: string;
    provider: AssistantProvider;
    baseUrl: string | null;
    model: string;
    dailyTokens: number;
    updatedBy: string;
    updatedAt: At;
  };
  assistantUse: {
    id: string;
    projectId: string;
    userId: string;
    task: string;
    model: string;
    outcome: string;
    inputTokens: number;
    outputTokens: number;
    at: At;
  };
  auditEntry: {
    id: Generated<number>;
    projectId: string | null;
    userId: string | null;
    action: string;
    detail: ColumnType<unknown, string | undefined, string>;
    at: At;
  };
  /** Identity: written through better-auth (`api/src/access`), and by invitations. */
  user: {
    id: string;
    name: string;
    email: string;
    emailVerified: Generated<boolean>;
    image: string | null;
    color: string;
    kind: "person" | "guest";
    createdAt: At;
    updatedAt: At;
  };
  session: {
    id: string;
    token: string;
    userId: string;
    expiresAt: ColumnType<Date, Date, Date>;
    ipAddress: string | null;
    userAgent: string | null;
    createdAt: At;
    updatedAt: At;
  };
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    accessToken: string | null;
    refreshToken: string | null;
    idToken: string | null;
    accessTokenExpiresAt: OptionalAt;
    refreshTokenExpiresAt: OptionalAt;
    scope: string | null;
    password: string | null;
    createdAt: At;
    updatedAt: At;
  };
  verification: {
    id: string;
    identifier: string;
    value: string;
    expiresAt: ColumnType<Date, Date, Date>;
    createdAt: At;
    updatedAt: At;
  };
};
