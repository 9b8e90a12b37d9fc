import { ActionIcon, Button, Divider, Menu, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconChevronDown,
  IconItalic,
  IconLayoutSidebarRight,
  IconListDetails,
  IconUnderline,
} from "@tabler/icons-react";
import { runAction } from "../app/actions.ts";
import { Keys } from "../app/CommandPalette.tsx";
import type { BlockType } from "@backlot/shared/screenplay/block";
import { useCaret, useDesk } from "./desk-context.ts";
import { numberedElements } from "./editor/element-flow.ts";
import { elementLabels } from "./element-labels.ts";
import { MoreMenu, ToolbarMenus } from "./ToolbarMenus.tsx";
import { scriptPanels } from "./panels.ts";
import classes from "./ScriptToolbar.module.css";

const others: readonly BlockType[] = ["lyric", "note", "section", "synopsis"];

/** The slim bar above the page: which element, how it is set, and menus for the rest. On a phone all menus are one. */
export function ScriptToolbar() {
  const { isEditable } = useDesk();
  const isNarrow = useMediaQuery("(width <= 48em)") === true;
  return (
    <div className={classes.bar} role="toolbar" aria-label="Screenplay tools">
      {isNarrow ? (
        <ActionIcon aria-label="Show scenes" onClick={() => runAction("script.scenes")}>
          <IconListDetails size={20} stroke={1.6} />
        </ActionIcon>
      ) : null}
      {isEditable ? (
        <>
          <ElementMenu />
          {isNarrow ? null : <Styles />}
          <History />
        </>
      ) : (
        <span className={classes.reading}>You are reading. Only the crew writes here.</span>
      )}
      <span className={classes.space} />
      {isNarrow ? (
        <>
          <PanelMenu />
          <MoreMenu />
        </>
      ) : (
        <ToolbarMenus />
      )}
    </div>
  );
}

function ElementMenu() {
  const { editor } = useDesk();
  const caret = useCaret();
  const label = caret.type in elementLabels ? elementLabels[caret.type as BlockType] : "Element";
  return (
    <Menu position="bottom-start" width={250} returnFocus={false} onClose={() => editor.commands.focus()}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          className={classes.element}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`Element: ${label}`}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...numberedElements, ...others].map((one, index) => (
          <Menu.Item
            key={one}
            onClick={() => runAction(`script.element.${one}`)}
            data-active={one === caret.type || undefined}
            rightSection={index < numberedElements.length ? <Keys shortcut={`mod+${index + 1}`} /> : null}
          >
            {elementLabels[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Styles() {
  return (
    <span className={classes.styles}>
      <Divider orientation="vertical" my={8} />
      <Tool label="Bold" keys="Ctrl B" action="script.bold">
        <IconBold size={18} stroke={1.8} />
      </Tool>
      <Tool label="Italic" keys="Ctrl I" action="script.italic">
        <IconItalic size={18} stroke={1.8} />
      </Tool>
      <Tool label="Underline" keys="Ctrl U" action="script.underline">
        <IconUnderline size={18} stroke={1.8} />
      </Tool>
      <Divider orientation="vertical" my={8} />
    </span>
  );
}

function History() {
  return (
    <>
      <Tool label="Undo" keys="Ctrl Z" action="script.undo">
        <IconArrowBackUp size={18} stroke={1.8} />
      </Tool>
      <Tool label="Redo" keys="Ctrl Shift Z" action="script.redo">
        <IconArrowForwardUp size={18} stroke={1.8} />
      </Tool>
    </>
  );
}

function PanelMenu() {
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon aria-label="Panels">
          <IconLayoutSidebarRight size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
        {scriptPanels.map((panel) => (
          <Menu.Item
            key={panel.id}
            leftSection={<panel.icon size={18} stroke={1.6} />}
            onClick={() => runAction(`script.panel.${panel.id}`)}
          >
            {panel.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Tool(props: { label: string; keys: string; action: string; children: React.ReactNode }) {
  return (
    <Tooltip label={`${props.label} (${props.keys})`}>
      {/* Pressing a tool must not take the caret out of the page. */}
      <ActionIcon
        aria-label={props.label}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runAction(props.action)}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
