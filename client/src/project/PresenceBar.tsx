import { Menu, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { departmentAt } from "../app/departments.ts";
import { useActions } from "../app/actions.ts";
import { usePeople } from "../session/hooks.ts";
import type { PersonHere } from "../session/people.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { useFollowing } from "./following.tsx";
import { useProject } from "./use-project.tsx";
import classes from "./PresenceBar.module.css";

const shownAtMost = 4;

/** Who else is here, once per person, and what they look at. A click follows them. */
export function PresenceBar() {
  const { me } = useProject();
  const people = usePeople();
  const { clientId, follow } = useFollowing();
  const others = useMemo(() => oncePerPerson(people.filter((one) => one.user.id !== me.id)), [people, me.id]);
  useActions(
    others.filter(isSeen).map((one) => ({
      id: `follow.${one.user.id}`,
      label: `Follow ${one.user.name}`,
      group: "People",
      run: () => follow(one.clientId),
    })),
  );
  if (others.length === 0) return null;
  const shown = others.length > shownAtMost + 1 ? others.slice(0, shownAtMost) : others;
  const rest = others.slice(shown.length);
  return (
    <ul className={classes.people} aria-label="People here">
      {shown.map((one) => (
        <li key={one.user.id}>
          <Tooltip label={whereabouts(one)}>
            <UnstyledButton
              className={classes.person}
              aria-label={isSeen(one) ? `${whereabouts(one)}. Follow.` : whereabouts(one)}
              aria-pressed={isSeen(one) ? one.clientId === clientId : undefined}
              aria-disabled={!isSeen(one)}
              data-follow
              onClick={() => {
                if (isSeen(one)) follow(one.clientId === clientId ? null : one.clientId);
              }}
            >
              <PersonAvatar name={one.user.name} color={one.user.color} />
            </UnstyledButton>
          </Tooltip>
        </li>
      ))}
      {rest.length === 0 ? null : (
        <li>
          <Menu position="bottom-end">
            <Menu.Target>
              <UnstyledButton className={classes.more} aria-label={`${rest.length} more people here`}>
                +{rest.length}
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              {rest.map((one) => (
                <Menu.Item
                  key={one.user.id}
                  leftSection={<PersonAvatar name={one.user.name} color={one.user.color} size={24} />}
                  disabled={!isSeen(one)}
                  onClick={() => follow(one.clientId)}
                >
                  <Text size="sm">{whereabouts(one)}</Text>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </li>
      )}
    </ul>
  );
}

function oncePerPerson(people: readonly PersonHere[]): PersonHere[] {
  const found = new Map<string, PersonHere>();
  for (const one of people) if (found.get(one.user.id)?.place == null) found.set(one.user.id, one);
  return [...found.values()];
}

/** Whoever hides where they are is here, and cannot be followed. */
function isSeen({ place }: PersonHere): boolean {
  return place !== null;
}

function whereabouts({ user, place }: PersonHere): string {
  const department = place === null ? undefined : departmentAt(place.department);
  if (place === null) return `${user.name} is here`;
  return department === undefined ? user.name : `${user.name} in ${department.label}`;
}
