import { Checkbox, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useCaret, useDesk } from "../desk-context.ts";
import { BreakdownDetail } from "./BreakdownDetail.tsx";
import { BreakdownList } from "./BreakdownList.tsx";
import { showHighlights, showMention, startHighlights } from "./highlights.ts";
import { sectionsOf, type Shown } from "./sections.ts";
import { useBreakdown } from "./use-breakdown.ts";
import { useDecisions } from "./use-decisions.ts";
import classes from "./Breakdown.module.css";

/** What the script needs, by category, with the lines that prove it; people accept, reject, merge and recategorise. */
export default function BreakdownPanel() {
  const { editor, isEditable } = useDesk();
  const caret = useCaret();
  const items = useBreakdown(editor);
  const [shown, setShown] = useState<Shown>("open");
  const [isSceneOnly, setSceneOnly] = useState(false);
  const [isMarked, setMarked] = useLocalStorage({ key: "backlot:breakdown-marks", defaultValue: true });
  const [chosen, choose] = useState<string | null>(null);
  const all = items ?? [];
  const sections = sectionsOf(all, { shown, sceneId: isSceneOnly ? caret.sceneId : null });
  const item = all.find((one) => one.key === chosen && one.verdict === shown) ?? null;
  const decide = useDecisions({ items: all, item, sections, isEditable, choose });
  const count = (verdict: Shown) => all.filter((one) => one.verdict === verdict).length;

  useEffect(() => {
    if (!isMarked) return undefined;
    return startHighlights(editor, (key) => {
      setShown("open");
      choose(key);
    });
  }, [editor, isMarked]);
  useEffect(() => {
    if (!isMarked || items === null) return;
    const visible = items.filter((one) => one.verdict !== "rejected");
    showHighlights(editor, { items: visible, chosen });
  }, [editor, isMarked, items, chosen]);

  if (items === null) return <Reading />;
  return (
    <div className={classes.panel}>
      <Stack gap={10} p={12}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Which items"
          value={shown}
          onChange={(value) => {
            setShown(value as Shown);
            choose(null);
          }}
          data={[
            { value: "open", label: `Open ${count("open")}` },
            { value: "accepted", label: `Accepted ${count("accepted")}` },
            { value: "rejected", label: `Rejected ${count("rejected")}` },
          ]}
        />
        <div className={classes.switches}>
          <Checkbox
            size="xs"
            label="This scene only"
            checked={isSceneOnly}
            onChange={(event) => setSceneOnly(event.currentTarget.checked)}
          />
          <Checkbox
            size="xs"
            label="Mark in the script"
            checked={isMarked}
            onChange={(event) => setMarked(event.currentTarget.checked)}
          />
        </div>
      </Stack>
      {sections.length === 0 ? (
        <Text size="sm" c="dimmed" px={16} py={8}>
          {emptyText(shown, isSceneOnly)}
        </Text>
      ) : (
        <BreakdownList
          sections={sections}
          chosen={item?.key ?? null}
          onChoose={choose}
          onKey={decide.onKey}
          onOpen={(one) => {
            const [first] = one.evidence;
            if (first !== undefined) showMention(editor, first);
          }}
        />
      )}
      {item === null ? null : (
        <BreakdownDetail
          key={item.key}
          item={item}
          items={all}
          decide={isEditable ? decide : null}
          onShow={(proof) => showMention(editor, proof)}
        />
      )}
    </div>
  );
}

function emptyText(shown: Shown, isSceneOnly: boolean): string {
  if (shown === "accepted") return "Nothing is accepted yet. Accept an item to take it into the asset bin.";
  if (shown === "rejected") return "Nothing is rejected.";
  if (isSceneOnly) return "Nothing is open in this scene.";
  return "Nothing is open. What the script needs appears here while it is written.";
}

function Reading() {
  return (
    <Stack component="output" p={16} gap={12} aria-busy="true" aria-label="Reading the script">
      {[70, 90, 60, 80].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} />
      ))}
    </Stack>
  );
}
