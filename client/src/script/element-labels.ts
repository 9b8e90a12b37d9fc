import type { BlockType } from "@backlot/shared/screenplay/block";

/** What an element is called in the trade. */
export const elementLabels: Record<BlockType, string> = {
  sceneHeading: "Scene heading",
  action: "Action",
  character: "Character",
  parenthetical: "Parenthetical",
  dialogue: "Dialogue",
  transition: "Transition",
  centered: "Centered",
  lyric: "Lyric",
  note: "Note",
  section: "Section",
  synopsis: "Synopsis",
  pageBreak: "Page break",
};
