import { Button, Text } from "@mantine/core";
import { IconChecks, IconMessagePlus } from "@tabler/icons-react";
import { useCallback, useEffect, useRef } from "react";
import { useActions } from "../../app/actions.ts";
import { useDesk } from "../desk-context.ts";
import type { OpenPanel } from "../use-open-panel.ts";
import { useSuggesting } from "./suggest-context.ts";
import { useDecide, useOpenProposals } from "./use-proposals.ts";
import { usePageMarks } from "./use-page-marks.ts";
import classes from "./Proposals.module.css";
import "./marks.css";

/** Draws proposals on the page, says when what is written is a suggestion, and offers both to the keyboard. */
export function ProposalLayer({ openPanel }: { openPanel: OpenPanel }) {
  const { editor, isEditable } = useDesk();
  const { draft, toggle, press } = useSuggesting();
  const proposals = useOpenProposals();
  const decide = useDecide();
  const show = useRef(openPanel.show);
  useEffect(() => {
    show.current = openPanel.show;
  });
  const onPress = useCallback(
    (proposalId: string) => {
      press(proposalId);
      show.current("proposals");
    },
    [press],
  );
  usePageMarks(editor, draft, onPress);
  useActions([
    {
      id: "script.suggest",
      label: draft === null ? "Suggest instead of writing" : "Stop suggesting",
      group: "Script",
      icon: IconMessagePlus,
      shortcut: "mod+shift+E",
      keywords: ["proposal", "track changes", "suggestion mode"],
      isAvailable: () => isEditable,
      run: toggle,
    },
    {
      id: "script.accept-all",
      label: "Accept every proposal",
      group: "Script",
      icon: IconChecks,
      keywords: ["track changes"],
      isAvailable: () => isEditable && draft === null && proposals.length > 0,
      run: () => decide(proposals, true),
    },
  ]);
  if (draft === null) return null;
  return (
    <output className={classes.banner}>
      <IconMessagePlus size={18} aria-hidden />
      <Text size="sm">You are suggesting. The script stays as it is until somebody accepts.</Text>
      <Button size="compact-sm" variant="light" onClick={toggle}>
        Stop suggesting
      </Button>
    </output>
  );
}
