import {
  Alert,
  Button,
  CopyButton,
  Drawer,
  Group,
  Select,
  Skeleton,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { IconCheck, IconCopy, IconLink } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { grantableRoles, role as roleSchema, roleSentences, type Role } from "@backlot/shared/access/roles";
import { toAppError } from "@backlot/shared/errors/app-error";
import { api, call } from "../app/api.ts";
import { queryKeys } from "../app/query-keys.ts";
import { counted, whenWords } from "../app/words.ts";
import { MemberRow } from "./MemberRow.tsx";
import { useMembers, type Invitation } from "./queries.ts";
import { useProject } from "./use-project.tsx";

/** Who is in the project and who may come: invite by link, change a role, remove, withdraw a link. */
export function MembersDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { projectId, can } = useProject();
  const members = useMembers(projectId, opened);
  const mayManage = can("member.manage");
  const error = members.error === null ? null : toAppError(members.error);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={420}
      title="People"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="xl">
        {mayManage ? <InviteForm /> : null}
        {error === null ? null : <Alert color="red">{`${error.sentence} ${error.nextStep ?? ""}`}</Alert>}
        <section aria-label="Members">
          <Title order={3} size="h4" mb="xs">
            {members.data === undefined ? "Members" : counted(members.data.members.length, "member")}
          </Title>
          <Stack gap="sm">
            {members.data?.members.map((member) => <MemberRow key={member.userId} member={member} />) ??
              [0, 1].map((key) => <Skeleton key={key} height={40} />)}
          </Stack>
        </section>
        {mayManage && (members.data?.invitations.length ?? 0) > 0 ? (
          <section aria-label="Open invitations">
            <Title order={3} size="h4" mb="xs">
              Open invitations
            </Title>
            <Stack gap={6}>
              {members.data?.invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </Stack>
          </section>
        ) : null}
      </Stack>
    </Drawer>
  );
}

function InviteForm() {
  const { projectId, role } = useProject();
  const queryClient = useQueryClient();
  const [invited, setInvited] = useState<Role>("crew");
  const inviting = useMutation({
    mutationFn: (as: Role) =>
      call(api.projects[":projectId"].invitations.$post({ param: { projectId }, json: { role: as } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.members(projectId) }),
  });
  return (
    <section aria-label="Invite">
      <Group align="end" wrap="nowrap">
        <Select
          flex={1}
          label="Invite as"
          data={grantableRoles(role).map((one) => ({ value: one, label: roleLabel(one) }))}
          value={invited}
          allowDeselect={false}
          onChange={(value) => {
            setInvited(roleSchema.parse(value));
            inviting.reset();
          }}
        />
        <Button
          leftSection={<IconLink size={18} />}
          loading={inviting.isPending}
          onClick={() => inviting.mutate(invited)}
        >
          Make a link
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={6}>
        {roleSentences[invited]}
      </Text>
      {inviting.data === undefined ? null : (
        <Stack mt="sm" gap={8}>
          <Textarea
            readOnly
            autosize
            label="Invitation link"
            value={inviting.data.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={inviting.data.url}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </Stack>
      )}
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { projectId } = useProject();
  const queryClient = useQueryClient();
  const withdrawing = useMutation({
    mutationFn: () =>
      call(
        api.projects[":projectId"].invitations[":id"].$delete({
          param: { projectId, id: invitation.id },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.members(projectId) }),
  });
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        {roleLabel(invitation.role)}
        <Text span size="xs" c="dimmed">
          {" "}
          · {counted(invitation.usesLeft, "use")} left · ends {whenWords(invitation.expiresAt)}
        </Text>
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        loading={withdrawing.isPending}
        onClick={() => withdrawing.mutate()}
      >
        Withdraw
      </Button>
    </Group>
  );
}

/** "crew" → "Crew". */
export function roleLabel(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
