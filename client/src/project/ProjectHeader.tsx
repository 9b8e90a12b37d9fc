import { ActionIcon, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCommand, IconUsersPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { runAction, useActions } from "../app/actions.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { useDepartures } from "./departures.ts";
import { EngineChip } from "./EngineChip.tsx";
import { HiddenChip } from "./HiddenChip.tsx";
import { MembersDrawer } from "./MembersDrawer.tsx";
import { PresenceBar } from "./PresenceBar.tsx";
import { ProjectTitle } from "./ProjectTitle.tsx";
import { SaveStatusChip } from "./SaveStatusChip.tsx";
import { useProject } from "./use-project.tsx";
import classes from "./ProjectHeader.module.css";

/** Above every department: which film, whether it is saved, who is here. */
export function ProjectHeader({ title }: { title: string }) {
  const { me } = useProject();
  const [arePeopleOpen, people] = useDisclosure(false);
  useDepartures(title);
  useActions([
    {
      id: "people.open",
      label: "People and invitations",
      group: "Project",
      icon: IconUsersPlus,
      keywords: ["share", "invite", "members", "roles"],
      run: people.open,
    },
  ]);
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.home} aria-label="All projects">
        <img src="/icon.svg" alt="" width={26} height={26} />
      </Link>
      <ProjectTitle fallback={title} />
      <SaveStatusChip />
      <div className={classes.end}>
        <EngineChip />
        <HiddenChip />
        <PresenceBar />
        <Tooltip label="People and invitations">
          <ActionIcon aria-label="People and invitations" onClick={people.open}>
            <IconUsersPlus size={20} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Find an action (Ctrl K)">
          <ActionIcon
            aria-label="Find an action"
            onClick={() => runAction("palette.open")}
            className={classes.wide}
          >
            <IconCommand size={20} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <AccountMenu user={me} />
      </div>
      <MembersDrawer opened={arePeopleOpen} onClose={people.close} />
    </header>
  );
}
