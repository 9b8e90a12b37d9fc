import { Button, Group, Text } from "@mantine/core";
import { IconRobot } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { proposalBlockId, type ProposalChange } from "@backlot/shared/proposal/schema";
import type { WordPiece } from "@backlot/shared/version/words";
import { whenWords } from "../../app/words.ts";
import { useDesk } from "../desk-context.ts";
import { elementLabels } from "../element-labels.ts";
import type { ShownProposal } from "./use-proposals.ts";
import classes from "./Proposals.module.css";

type Props = {
  proposal: ShownProposal;
  isPressed: boolean;
  mayDecide: boolean;
  onDecide: (accept: boolean) => void;
};

/** One proposal: who, what, whether it still fits, and the decision. */
export function ProposalCard({ proposal, isPressed, mayDecide, onDecide }: Props) {
  const { goTo } = useDesk();
  const { change, fit, author, origin, note, createdAt } = proposal;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isPressed) card.current?.scrollIntoView({ block: "nearest" });
  }, [isPressed]);
  const blockId = proposalBlockId(change);
  return (
    <article ref={card} className={classes.card} data-pressed={isPressed || undefined}>
      <header className={classes.who}>
        {origin === "assistant" ? <IconRobot size={15} aria-label="The assistant, asked by" /> : null}
        <strong>{author.name}</strong>
        <span className={classes.faint}>
          {titleOf(change)} · {whenWords(createdAt)}
        </span>
      </header>
      <button
        type="button"
        className={classes.change}
        disabled={blockId === null}
        aria-label={`Show on the page: ${titleOf(change)}`}
        onClick={() => goTo(blockId ?? "")}
      >
        <Pieces pieces={fit.pieces} />
      </button>
      {note === "" ? null : (
        <Text size="sm" mt={6}>
          {note}
        </Text>
      )}
      {fit.sentence === "" ? null : (
        <Text size="sm" mt={6} className={classes.warning}>
          {fit.sentence}
        </Text>
      )}
      {mayDecide ? (
        <Group gap={8} mt={10}>
          {fit.state === "lost" ? null : (
            <Button size="compact-sm" onClick={() => onDecide(true)}>
              {fit.state === "partly" ? "Accept what fits" : "Accept"}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => onDecide(false)}>
            {fit.state === "lost" ? "Set aside" : "Reject"}
          </Button>
        </Group>
      ) : null}
    </article>
  );
}

function titleOf(change: ProposalChange): string {
  switch (change.kind) {
    case "insert":
      return change.blocks.length === 1 ? "adds a line" : `adds ${change.blocks.length} lines`;
    case "remove":
      return "takes a line out";
    case "move":
      return "moves a line";
    case "replace":
      return change.before.type === change.after.type
        ? "rewrites"
        : `makes it ${elementLabels[change.after.type].toLowerCase()}`;
    default:
      return change satisfies never;
  }
}

function Pieces({ pieces }: { pieces: readonly WordPiece[] }) {
  return pieces.map((piece, index) => {
    const key = `${index}-${piece.kind}`;
    if (piece.kind === "added") return <ins key={key}>{piece.text}</ins>;
    if (piece.kind === "gone") return <del key={key}>{piece.text}</del>;
    return <span key={key}>{piece.text}</span>;
  });
}
