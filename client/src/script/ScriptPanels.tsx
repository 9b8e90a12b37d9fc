import { ActionIcon, CloseButton, Drawer, Skeleton, Stack, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense } from "react";
import { useActions } from "../app/actions.ts";
import { ErrorBoundary } from "../app/ErrorBoundary.tsx";
import { scriptPanels, type ScriptPanel } from "./panels.ts";
import type { OpenPanel } from "./use-open-panel.ts";
import classes from "./ScriptPanels.module.css";

/** The rail of panels at the right edge and the open one beside the page; on a phone it is a drawer. */
export function ScriptPanels({ openPanel }: { openPanel: OpenPanel }) {
  const isNarrow = useMediaQuery("(width <= 48em)");
  const { open, toggle, close } = openPanel;
  useActions(
    scriptPanels.map((panel) => ({
      id: `script.panel.${panel.id}`,
      label: open?.id === panel.id ? `Close ${panel.label.toLowerCase()}` : panel.label,
      group: "Script",
      icon: panel.icon,
      keywords: ["panel", ...(panel.keywords ?? [])],
      ...(panel.shortcut === undefined ? {} : { shortcut: panel.shortcut }),
      run: () => toggle(panel.id),
    })),
  );

  if (isNarrow === true) {
    return (
      <Drawer
        opened={open !== null}
        onClose={close}
        position="right"
        size={360}
        title={open?.label}
        padding={0}
        closeButtonProps={{ "aria-label": "Close" }}
        styles={{ header: { padding: "8px 12px 8px 16px", minHeight: 46 } }}
      >
        {open === null ? null : <PanelBody panel={open} />}
      </Drawer>
    );
  }
  return (
    <>
      {open === null ? null : (
        <aside className={classes.panel} aria-label={open.label} data-pane="panel">
          <div className={classes.head}>
            <h2 className={classes.title}>{open.label}</h2>
            <CloseButton aria-label={`Close ${open.label.toLowerCase()}`} onClick={close} />
          </div>
          <div className={classes.body}>
            <PanelBody panel={open} />
          </div>
        </aside>
      )}
      <div
        className={classes.rail}
        role="toolbar"
        aria-label="Panels"
        aria-orientation="vertical"
        data-pane="rail"
      >
        {scriptPanels.map((panel) => (
          <Tooltip key={panel.id} label={panel.label} position="left">
            <ActionIcon
              size={36}
              aria-label={panel.label}
              aria-pressed={open?.id === panel.id}
              variant={open?.id === panel.id ? "light" : "subtle"}
              color={open?.id === panel.id ? "tungsten" : "gray"}
              onClick={() => toggle(panel.id)}
            >
              <panel.icon size={19} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
    </>
  );
}

function PanelBody({ panel }: { panel: ScriptPanel }) {
  return (
    <ErrorBoundary key={panel.id}>
      <Suspense fallback={<PanelSkeleton />}>
        <panel.component />
      </Suspense>
    </ErrorBoundary>
  );
}

function PanelSkeleton() {
  return (
    <Stack component="output" p={16} gap={12} aria-busy="true" aria-label="Opening">
      {[70, 90, 60, 80].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} />
      ))}
    </Stack>
  );
}
