import { ActionIcon, Button, Chip, Group, TagsInput, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import {
  addIdea,
  ideaBody,
  ideaTitle,
  readIdeas,
  setIdeaDeleted,
  setTags,
} from "@backlot/shared/documents/ideation";
import { localEdit } from "@backlot/shared/documents/record";
import type { Idea } from "@backlot/shared/ideation/schema";
import { useActions } from "../../app/actions.ts";
import { notifyUndo } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useDocumentValue, useSession } from "../../session/hooks.ts";
import { SharedLine } from "../outline/SharedLine.tsx";
import { IdeaEditor } from "./IdeaEditor.tsx";
import classes from "./Ideas.module.css";

/** Where a film begins: ideas in words and pictures, found again by their tags. */
export default function IdeasView() {
  const { can } = useProject();
  const isEditable = can("document.edit");
  const doc = useSession().documents.ideation;
  const ideas = useDocumentValue("ideation", readIdeas);
  const [openId, open] = useState<string | null>(null);
  const [wanted, want] = useState<string[]>([]);
  const tags = [...new Set(ideas.flatMap((one) => one.tags))].toSorted();
  const shown = ideas.filter((one) => wanted.every((tag) => one.tags.includes(tag)));
  const current = ideas.find((one) => one.id === openId) ?? shown[0] ?? null;

  function add() {
    const id = addIdea(doc, "", Date.now(), localEdit);
    want([]);
    open(id);
    requestAnimationFrame(() => document.getElementById("idea-title")?.focus());
  }

  useActions([
    {
      id: "ideas.add",
      label: "Add an idea",
      group: "Ideas",
      icon: IconPlus,
      isAvailable: () => isEditable,
      run: add,
    },
  ]);

  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-label="Ideas">
        <Group justify="space-between" mb={12}>
          <h2 className={classes.heading}>Ideas</h2>
          {isEditable ? (
            <Button size="compact-md" variant="light" leftSection={<IconPlus size={16} />} onClick={add}>
              Add an idea
            </Button>
          ) : null}
        </Group>
        {tags.length === 0 ? null : (
          <Chip.Group multiple value={wanted} onChange={want}>
            <Group gap={6} mb={12}>
              {tags.map((tag) => (
                <Chip key={tag} value={tag} size="xs">
                  {tag}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
        <ul className={classes.list}>
          {shown.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={classes.item}
                aria-current={one.id === current?.id ? "true" : undefined}
                onClick={() => open(one.id)}
              >
                <span>{one.title || "Untitled idea"}</span>
                <span className={classes.tags}>{one.tags.join(", ")}</span>
              </button>
            </li>
          ))}
        </ul>
      </aside>
      <section className={classes.idea} aria-label="Idea">
        {current === null ? (
          <Text c="dimmed" size="sm">
            {isEditable
              ? "Nothing is noted yet. Add an idea: a picture, a line that somebody says, a place."
              : "Nothing is noted yet."}
          </Text>
        ) : (
          <OpenIdea key={current.id} idea={current} isEditable={isEditable} tags={tags} />
        )}
      </section>
    </div>
  );
}

function OpenIdea({ idea, isEditable, tags }: { idea: Idea; isEditable: boolean; tags: string[] }) {
  const doc = useSession().documents.ideation;
  const body = useMemo(() => ideaBody(doc, idea.id), [doc, idea.id]);
  function remove() {
    setIdeaDeleted(doc, idea.id, Date.now(), localEdit);
    notifyUndo(`“${idea.title || "Untitled idea"}” is deleted.`, () =>
      setIdeaDeleted(doc, idea.id, null, localEdit),
    );
  }
  return (
    <>
      <div className={classes.top}>
        <SharedLine
          id="idea-title"
          text={ideaTitle(doc, idea.id)}
          label="Title of the idea"
          placeholder="Untitled idea"
          isEditable={isEditable}
          isStrong
        />
        {isEditable ? (
          <ActionIcon aria-label="Delete this idea" onClick={remove}>
            <IconTrash size={18} />
          </ActionIcon>
        ) : null}
      </div>
      {isEditable || idea.tags.length > 0 ? (
        <TagsInput
          aria-label="Tags"
          placeholder={idea.tags.length === 0 ? "Tags, such as: sea, sound, ending" : ""}
          data={tags}
          value={idea.tags}
          readOnly={!isEditable}
          maxTags={20}
          onChange={(next) => setTags(doc, idea.id, next, localEdit)}
        />
      ) : null}
      <IdeaEditor body={body} isEditable={isEditable} />
    </>
  );
}
