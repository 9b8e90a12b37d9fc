import { ActionIcon, FileButton, Group, Tooltip } from "@mantine/core";
import { IconBlockquote, IconBold, IconH2, IconItalic, IconList, IconPhotoPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Collaboration } from "@tiptap/extension-collaboration";
import { EditorContent, useEditor } from "@tiptap/react";
import type { XmlFragment } from "yjs";
import { sendFile } from "../../app/api.ts";
import { notifyFailure } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { ideaSchema } from "./idea-schema.ts";
import classes from "./Ideas.module.css";

/** The rich text of one idea. Pictures come by button, by pasting and by dropping them. */
export function IdeaEditor({ body, isEditable }: { body: XmlFragment; isEditable: boolean }) {
  const { projectId } = useProject();
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const { hash } = await sendFile<{ hash: string }>(`/api/projects/${projectId}/media`, file);
        const picture = { type: "picture", attrs: { hash, alt: file.name } };
        editor?.chain().focus().insertContent(picture).run();
      }
    },
    onError: notifyFailure,
  });
  const { mutate } = upload;
  const editor = useEditor(
    {
      extensions: [...ideaSchema(projectId), Collaboration.configure({ fragment: body })],
      editable: isEditable,
      editorProps: {
        attributes: { "aria-label": "Text of the idea", "aria-multiline": "true", role: "textbox" },
        handlePaste: (_view, event) => take(event.clipboardData?.files),
        handleDrop: (_view, event) => take(event.dataTransfer?.files),
      },
    },
    [body, projectId, isEditable],
  );

  function take(files: FileList | undefined): boolean {
    const pictures = [...(files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (pictures.length > 0) mutate(pictures);
    return pictures.length > 0;
  }

  if (editor === null) return <div className={classes.text} />;
  return (
    <>
      {isEditable ? (
        <Group gap={2} className={classes.tools} role="toolbar" aria-label="Text of the idea, tools">
          <Tool label="Bold" onClick={() => editor.chain().focus().toggleMark("bold").run()}>
            <IconBold size={18} />
          </Tool>
          <Tool label="Italic" onClick={() => editor.chain().focus().toggleMark("italic").run()}>
            <IconItalic size={18} />
          </Tool>
          <Tool
            label="Heading"
            onClick={() => editor.chain().focus().toggleNode("heading", "paragraph").run()}
          >
            <IconH2 size={18} />
          </Tool>
          <Tool
            label="List"
            onClick={() => editor.chain().focus().toggleList("bulletList", "listItem").run()}
          >
            <IconList size={18} />
          </Tool>
          <Tool label="Quotation" onClick={() => editor.chain().focus().toggleWrap("blockquote").run()}>
            <IconBlockquote size={18} />
          </Tool>
          <FileButton accept="image/png,image/jpeg,image/webp,image/gif" multiple onChange={mutate}>
            {(props) => (
              <Tooltip label="Add pictures">
                <ActionIcon {...props} aria-label="Add pictures" loading={upload.isPending}>
                  <IconPhotoPlus size={18} />
                </ActionIcon>
              </Tooltip>
            )}
          </FileButton>
        </Group>
      ) : null}
      <EditorContent editor={editor} className={classes.text} />
    </>
  );
}

function Tool(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        aria-label={props.label}
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
