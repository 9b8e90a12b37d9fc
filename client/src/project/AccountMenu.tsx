import { Menu, Text, UnstyledButton } from "@mantine/core";
import { ActionItems } from "../app/ActionMenu.tsx";
import type { Me } from "../app/me.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";

const entries = [
  "projects.open",
  "palette.open",
  "shortcuts.open",
  "-",
  "presence.hide",
  "project.leave",
  "project.delete",
  "-",
  "account.sign-out",
];

/** The person's own menu: the same actions as the palette. */
export function AccountMenu({ user }: { user: Me["user"] }) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${user.name}`}>
          <PersonAvatar name={user.name} color={user.color} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="dark.0" truncate>
            {user.name}
          </Text>
          {user.email ?? "Guest"}
        </Menu.Label>
        <Menu.Divider />
        <ActionItems ids={entries} />
      </Menu.Dropdown>
    </Menu>
  );
}
