import { Group, Select, Text } from "@mantine/core";
import { IconUserMinus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { grantableRoles, role as roleSchema, type Role } from "@backlot/shared/access/roles";
import { ActionMenu } from "../app/ActionMenu.tsx";
import { useActions } from "../app/actions.ts";
import { api, call } from "../app/api.ts";
import { askFirst } from "../app/confirm.tsx";
import { notifyDone } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import type { Member } from "./queries.ts";
import { useProject } from "./use-project.tsx";

/** One member with their role; whoever manages members may change it or remove them. */
export function MemberRow({ member }: { member: Member }) {
  const { projectId, role, me, can } = useProject();
  const queryClient = useQueryClient();
  const param = { projectId, userId: member.userId };
  const route = api.projects[":projectId"].members[":userId"];
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: queryKeys.members(projectId) });
  const changing = useMutation({
    mutationFn: (next: Role) => call(route.$patch({ param, json: { role: next } })),
    onSuccess,
  });
  const removing = useMutation({
    mutationFn: () => call(route.$delete({ param })),
    onSuccess: async () => {
      await onSuccess();
      notifyDone(`${member.name} is no longer in this project.`);
    },
  });
  useActions([
    {
      id: "member.remove",
      label: "Remove from the project …",
      group: "People",
      icon: IconUserMinus,
      isDestructive: true,
      // Each row has its own: the menu of a row means its member, and the palette means nobody.
      isAvailable: (subject) => subject === member.userId,
      run: () =>
        askFirst({
          title: `Remove ${member.name}?`,
          sentence:
            "They cannot open this project any more. What they made stays; a new invitation lets them back in.",
          verb: "Remove",
          run: () => removing.mutate(),
        }),
    },
  ]);
  const grantable = grantableRoles(role);
  const isOther = member.userId !== me.id;
  const mayChange = can("member.manage") && isOther && grantable.includes(member.role);
  return (
    <Group wrap="nowrap" gap="sm">
      <PersonAvatar name={member.name} color={member.color} size={34} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {member.name}
          {isOther ? "" : " (you)"}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {member.email ?? "Guest"}
        </Text>
      </div>
      {mayChange ? (
        <>
          <Select
            w={124}
            size="sm"
            aria-label={`Role of ${member.name}`}
            data={grantable.map((one) => ({ value: one, label: one.charAt(0).toUpperCase() + one.slice(1) }))}
            value={member.role}
            allowDeselect={false}
            disabled={changing.isPending}
            onChange={(value) => changing.mutate(roleSchema.parse(value))}
          />
          <ActionMenu
            label={`More for ${member.name}`}
            isBusy={removing.isPending}
            ids={["member.remove"]}
            subject={member.userId}
          />
        </>
      ) : (
        <Text size="sm" c="dimmed" tt="capitalize">
          {member.role}
        </Text>
      )}
    </Group>
  );
}
