import { Text } from "@mantine/core";
import { plainText, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { writersOfAdded } from "@backlot/shared/version/authors";
import type { CompareRow } from "@backlot/shared/version/compare";
import type { BlockWriting, ScriptWriter } from "@backlot/shared/version/schema";
import type { WordPiece } from "@backlot/shared/version/words";
import { counted } from "../../app/words.ts";
import { elementLabels } from "../element-labels.ts";
import classes from "./Versions.module.css";

type Props = {
  rows: readonly CompareRow[];
  isSideBySide: boolean;
  /** Also the long stretches in which nothing changed. */
  isWhole: boolean;
  writing: readonly BlockWriting[];
  writers: ReadonlyMap<number, ScriptWriter>;
};

/** Unchanged blocks around a change that help to find one's place. */
const context = 2;

/** The blocks of two drafts, in one text or in two columns. */
export function CompareRows({ rows, isSideBySide, isWhole, writing, writers }: Props) {
  const spans = new Map(writing.map((one) => [one.blockId, one.spans]));
  const names = (row: CompareRow) => {
    const found = writersOfAdded(row, spans.get(row.after?.id ?? "") ?? []);
    return [...new Set(found.map((clientId) => writers.get(clientId)?.name ?? "somebody"))].join(", ");
  };
  return (
    <ol className={classes.rows} data-sides={isSideBySide || undefined} aria-label="Differences">
      {shownParts(rows, isWhole).map((part) =>
        "skipped" in part ? (
          <li key={`gap-${part.key}`} className={classes.gap}>
            {counted(part.skipped, "block")} the same
          </li>
        ) : (
          <li
            key={(part.row.after ?? part.row.before)?.id}
            className={classes.compared}
            data-kind={part.row.kind}
          >
            <span className={classes.mark}>
              {markOf(part.row)}
              {part.row.kind === "same" || part.row.kind === "gone" ? null : (
                <Text size="xs" c="dimmed" span>
                  {names(part.row)}
                </Text>
              )}
            </span>
            {isSideBySide ? <Sides row={part.row} /> : <Inline row={part.row} />}
          </li>
        ),
      )}
    </ol>
  );
}

type Part = { row: CompareRow } | { skipped: number; key: string };

function shownParts(rows: readonly CompareRow[], isWhole: boolean): Part[] {
  if (isWhole) return rows.map((row) => ({ row }));
  const near = new Set<number>();
  rows.forEach((row, index) => {
    if (row.kind === "same" && !row.isMoved) return;
    for (let at = index - context; at <= index + context; at += 1) near.add(at);
  });
  const parts: Part[] = [];
  rows.forEach((row, index) => {
    const last = parts.at(-1);
    if (near.has(index)) parts.push({ row });
    else if (last !== undefined && "skipped" in last) last.skipped += 1;
    else parts.push({ skipped: 1, key: String(row.after?.id ?? row.before?.id) });
  });
  return parts;
}

function markOf({ kind, isMoved }: CompareRow): string {
  const words = { same: "", changed: "Changed", added: "Added", gone: "Gone" }[kind];
  return isMoved ? [words, "Moved"].filter(Boolean).join(", ") : words;
}

function Inline({ row }: { row: CompareRow }) {
  const block = row.after ?? row.before;
  if (block === null) return null;
  const isRetyped = row.before !== null && row.after !== null && row.before.type !== row.after.type;
  return (
    <p className={classes.text} data-type={block.type}>
      {isRetyped && row.before !== null ? (
        <span className={classes.retyped}>
          {elementLabels[row.before.type]} → {elementLabels[block.type]}{" "}
        </span>
      ) : null}
      <Pieces pieces={row.pieces.length === 0 ? [{ kind: "same", text: plainText(block) }] : row.pieces} />
    </p>
  );
}

function Sides({ row }: { row: CompareRow }) {
  return (
    <>
      <Side block={row.before} pieces={row.pieces.filter((piece) => piece.kind !== "added")} />
      <Side block={row.after} pieces={row.pieces.filter((piece) => piece.kind !== "gone")} />
    </>
  );
}

function Side({ block, pieces }: { block: ScriptBlock | null; pieces: WordPiece[] }) {
  if (block === null) return <span className={classes.nothing} aria-hidden />;
  return (
    <p className={classes.text} data-type={block.type}>
      <Pieces pieces={pieces.length === 0 ? [{ kind: "same", text: plainText(block) }] : pieces} />
    </p>
  );
}

/** Words with what became of them; `ins` and `del` say it to assistive technology too. */
function Pieces({ pieces }: { pieces: readonly WordPiece[] }) {
  return pieces.map((piece, index) => {
    const key = `${index}-${piece.kind}`;
    if (piece.kind === "added") return <ins key={key}>{piece.text}</ins>;
    if (piece.kind === "gone") return <del key={key}>{piece.text}</del>;
    return <span key={key}>{piece.text}</span>;
  });
}
