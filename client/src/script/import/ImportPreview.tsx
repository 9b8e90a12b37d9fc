import { SegmentedControl, Text } from "@mantine/core";
import {
  doubtfulLines,
  lineElements,
  lineText,
  type LineElement,
  type Understood,
  type UnderstoodLine,
} from "@backlot/shared/screenplay/understood";
import { memo, useState } from "react";
import { elementLabels } from "../element-labels.ts";
import classes from "./ImportPreview.module.css";

const labels: Record<LineElement, string> = {
  ...elementLabels,
  titlePage: "Title page",
  ignored: "Left out",
};

type Props = { understood: Understood; onCorrect: (index: number, element: LineElement) => void };

/** Every line with its element, how sure that is, and why; the element can be changed in place. */
export function ImportPreview({ understood, onCorrect }: Props) {
  // What was doubtful at first stays in the list while it is being corrected.
  const [doubtful] = useState(() => doubtfulLines(understood));
  const [shown, setShown] = useState<"all" | "doubtful">("all");
  const [active, setActive] = useState<number | null>(null);
  const indexes = shown === "all" ? understood.lines.map((_, index) => index) : doubtful;
  return (
    <div>
      {doubtful.length > 0 ? (
        <SegmentedControl
          size="xs"
          mb={8}
          aria-label="Lines shown"
          value={shown}
          onChange={(value) => setShown(value === "all" ? "all" : "doubtful")}
          data={[
            { value: "all", label: "All lines" },
            { value: "doubtful", label: `To look at (${doubtful.length})` },
          ]}
        />
      ) : null}
      <section className={classes.scroller} aria-label="How the lines were understood">
        <ol className={classes.lines}>
          {indexes.map((index) => (
            <Row
              key={index}
              index={index}
              line={understood.lines[index]!}
              isActive={active === index}
              onActive={setActive}
              onCorrect={onCorrect}
            />
          ))}
        </ol>
        {indexes.length === 0 ? <Text c="dimmed">There is no line in this file.</Text> : null}
      </section>
    </div>
  );
}

type RowProps = {
  index: number;
  line: UnderstoodLine;
  isActive: boolean;
  onActive: (index: number) => void;
  onCorrect: (index: number, element: LineElement) => void;
};

const Row = memo(function Row({ index, line, isActive, onActive, onCorrect }: RowProps) {
  const text = lineText(line);
  const isDoubtful = line.confidence < 0.75;
  const percent = `${Math.round(line.confidence * 100)}\u00a0%`;
  return (
    <li className={classes.line} data-doubtful={isDoubtful || undefined} data-element={line.element}>
      <select
        className={classes.element}
        aria-label={`Element of line ${index + 1}: ${text.slice(0, 60)}`}
        value={line.element}
        // A long script has thousands of lines: only the one in hand carries all choices.
        onPointerEnter={() => onActive(index)}
        onFocus={() => onActive(index)}
        onChange={(event) => onCorrect(index, event.currentTarget.value as LineElement)}
      >
        {(isActive ? lineElements : [line.element]).map((element) => (
          <option key={element} value={element}>
            {labels[element]}
          </option>
        ))}
      </select>
      <span className={classes.text}>{text === "" ? " " : text}</span>
      <span className={classes.where}>{whereOf(line)}</span>
      <span className={classes.reason} title={line.reason}>
        {isDoubtful ? <b>{percent} </b> : null}
        {line.reason}
        {isDoubtful ? null : <span className={classes.sure}> {percent}</span>}
      </span>
    </li>
  );
});

/** Where the line stands in the file, for finding it there. */
function whereOf({ page, sourceLine }: UnderstoodLine): string {
  if (page !== null) return `Page ${page}`;
  return sourceLine === undefined ? "" : `Line ${sourceLine}`;
}
