import { z } from "zod";
import { may, role } from "@backlot/shared/access/roles";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { requireRole } from "../access/policy.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import {
  changeRole,
  createInvitation,
  listInvitations,
  listMembers,
  removeMember,
  withdrawInvitation,
} from "./store.ts";

const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable().describe("Null for guests, and for those who may not manage members."),
  color: z.string(),
  role,
  joinedAt: z.number().describe("Epoch milliseconds."),
});
const invitation = z.object({
  id: z.string(),
  role,
  expiresAt: z.number().describe("Epoch milliseconds."),
  usesLeft: z.number().int(),
});
const memberParams = projectParams.extend({ userId: z.string() });
const tags = ["Members"];

const list = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/members",
  tags,
  summary: "Members and open invitations",
  request: { params: projectParams },
  responses: {
    200: jsonAnswer(
      z.object({
        members: z.array(member),
        invitations: z.array(invitation).describe("Empty for those who may not manage members."),
      }),
      "Who is in.",
    ),
  },
});
const change = defineRoute("member.manage", {
  method: "patch",
  path: "/api/projects/{projectId}/members/{userId}",
  tags,
  summary: "Change a member's role",
  request: { params: memberParams, body: jsonBody(z.object({ role })) },
  responses: { 200: jsonAnswer(z.object({ userId: z.string(), role }), "The role as it is now.") },
});
const remove = defineRoute("project.read", {
  method: "delete",
  path: "/api/projects/{projectId}/members/{userId}",
  tags,
  summary: "Remove a member, or leave",
  description: "Removing somebody else needs `member.manage`.",
  request: { params: memberParams },
  responses: { 204: { description: "Removed; open connections are closed." } },
});
const invite = defineRoute("member.manage", {
  method: "post",
  path: "/api/projects/{projectId}/invitations",
  tags,
  summary: "Make an invitation link for a role",
  request: {
    params: projectParams,
    body: jsonBody(
      z.object({
        role,
        uses: z.number().int().min(1).max(100).optional().describe("1, or 20 for reviewers, unless given."),
      }),
    ),
  },
  responses: {
    201: jsonAnswer(
      z.object({ id: z.string(), url: z.string(), role, expiresAt: z.number() }),
      "The link; it is shown this once.",
    ),
  },
});
const withdraw = defineRoute("member.manage", {
  method: "delete",
  path: "/api/projects/{projectId}/invitations/{id}",
  tags,
  summary: "Withdraw an invitation",
  request: { params: projectParams.extend({ id: z.string() }) },
  responses: { 204: { description: "Withdrawn." } },
});

export function memberRoutes({ db, documents, publicUrl }: ApiDeps) {
  async function announce(projectId: string, changedUserId?: string): Promise<void> {
    if (changedUserId !== undefined) await documents.revokeAccess(projectId, changedUserId);
    await documents.emit(projectId, { type: "members" });
  }

  return createRouter()
    .openapi(list, async (c) => {
      const { projectId, role } = c.var.member;
      const isManager = may(role, "member.manage");
      const members = await listMembers(db, projectId);
      return c.json(
        {
          members: isManager ? members : members.map((one) => ({ ...one, email: null })),
          invitations: isManager ? await listInvitations(db, projectId) : [],
        },
        200,
      );
    })
    .openapi(change, async (c) => {
      const { userId } = c.req.valid("param");
      const { role } = c.req.valid("json");
      const by = { member: c.var.member, actor: actorOf(c) };
      const isChanged = await changeRole(db, by, { userId, role });
      if (isChanged) await announce(c.var.member.projectId, userId);
      return c.json({ userId, role }, 200);
    })
    .openapi(remove, async (c) => {
      const { userId } = c.req.valid("param");
      const by = { member: c.var.member, actor: actorOf(c) };
      if (userId !== by.actor.id) requireRole(by.member.role, "member.manage");
      await removeMember(db, by, userId);
      await announce(by.member.projectId, userId);
      return c.body(null, 204);
    })
    .openapi(invite, async (c) => {
      const by = { member: c.var.member, actor: actorOf(c), publicUrl };
      const made = await createInvitation(db, by, c.req.valid("json"));
      await announce(c.var.member.projectId);
      return c.json(made, 201);
    })
    .openapi(withdraw, async (c) => {
      const { projectId } = c.var.member;
      await withdrawInvitation(db, projectId, c.req.valid("param").id, actorOf(c).id);
      await announce(projectId);
      return c.body(null, 204);
    });
}
