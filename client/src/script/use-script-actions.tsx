import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconBold,
  IconDownload,
  IconItalic,
  IconListDetails,
  IconPaperclip,
  IconRepeat,
  IconSun,
  IconTextSize,
  IconUnderline,
  IconUsers,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { blockTypes, type BlockType } from "@backlot/shared/screenplay/block";
import { localEdit } from "@backlot/shared/documents/record";
import { readScriptSettings, setScriptSetting } from "@backlot/shared/documents/script-settings";
import { readProjectMeta } from "@backlot/shared/documents/project";
import { useActions, type Action } from "../app/actions.ts";
import { notifyFailure } from "../app/notify.tsx";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useSession } from "../session/hooks.ts";
import { numberedElements } from "./editor/element-flow.ts";
import { blockAtCaret, changeElement } from "./editor/change-element.ts";
import { elementLabels } from "./element-labels.ts";
import { fileNameOf, saveAsFile, scriptAsFountain } from "./fountain-file.ts";
import type { ScriptFacts } from "./script-facts.ts";

type Context = {
  editor: Editor;
  facts: ScriptFacts;
  sceneId: string | null;
  jump: (sceneId: string) => void;
  areCaretsShown: boolean;
  isPaperLight: boolean;
  toggleCarets: () => void;
  togglePaper: () => void;
  showScenes: () => void;
  openImport: () => void;
};

/** Everything that can be done in Script Lab, for the toolbar, the palette and the keyboard alike. */
export function useScriptActions(context: Context): void {
  const { editor, facts, sceneId, jump } = context;
  const { can } = useProject();
  const { documents } = useSession();
  const settings = useDocumentValue("script", readScriptSettings);
  const mayWrite = () => can("document.edit");

  function step(by: 1 | -1) {
    const at = facts.scenes.findIndex((scene) => scene.id === sceneId);
    const next = facts.scenes[at === -1 ? 0 : at + by];
    if (next !== undefined) jump(next.id);
  }

  const elements: Action[] = blockTypes
    .filter((type) => type !== "pageBreak")
    .map((type) => {
      const number = numberedElements.indexOf(type) + 1;
      return {
        id: `script.element.${type}`,
        label: elementLabels[type],
        group: "Elements",
        icon: IconTextSize,
        ...(number === 0 ? {} : { shortcut: `mod+${number}`, handlesOwnKeys: true }),
        isAvailable: mayWrite,
        run: () => setElement(editor, type),
      };
    });

  const styles: Action[] = (
    [
      ["bold", "Bold", "mod+B", IconBold],
      ["italic", "Italic", "mod+I", IconItalic],
      ["underline", "Underline", "mod+U", IconUnderline],
    ] as const
  ).map(([mark, label, shortcut, icon]) => ({
    id: `script.${mark}`,
    label,
    group: "Elements",
    icon,
    shortcut,
    handlesOwnKeys: true,
    isAvailable: mayWrite,
    run: () => void editor.chain().focus().toggleMark(mark).run(),
  }));

  useActions([
    ...elements,
    ...styles,
    {
      id: "script.continued",
      label: settings.continued ? "Show no (CONT'D) by itself" : "Show (CONT'D) by itself",
      group: "Script",
      icon: IconRepeat,
      isAvailable: mayWrite,
      run: () => setScriptSetting(documents.script, "continued", !settings.continued, localEdit),
    },
    {
      id: "script.undo",
      label: "Undo my last edit",
      group: "Script",
      icon: IconArrowBackUp,
      shortcut: "mod+Z",
      handlesOwnKeys: true,
      isAvailable: mayWrite,
      run: () => void editor.commands.undo(),
    },
    {
      id: "script.redo",
      label: "Redo",
      group: "Script",
      icon: IconArrowForwardUp,
      shortcut: "mod+shift+Z",
      handlesOwnKeys: true,
      isAvailable: mayWrite,
      run: () => void editor.commands.redo(),
    },
    {
      id: "script.next-scene",
      label: "Next scene",
      group: "Script",
      icon: IconArrowDown,
      shortcut: "alt+ArrowDown",
      run: () => step(1),
    },
    {
      id: "script.previous-scene",
      label: "Previous scene",
      group: "Script",
      icon: IconArrowUp,
      shortcut: "alt+ArrowUp",
      run: () => step(-1),
    },
    {
      id: "script.scenes",
      label: "Show the list of scenes",
      group: "Script",
      icon: IconListDetails,
      run: context.showScenes,
    },
    {
      id: "script.import",
      label: "Import a script …",
      group: "Script",
      icon: IconPaperclip,
      keywords: ["open", "upload", "fountain", "final draft", "fdx", "pdf", "text"],
      isAvailable: mayWrite,
      run: context.openImport,
    },
    {
      id: "script.export",
      label: "Export as Fountain",
      group: "Script",
      icon: IconDownload,
      keywords: ["download", "save"],
      run: () => {
        const { title } = readProjectMeta(documents.project);
        saveAsFile(`${fileNameOf(title)}.fountain`, scriptAsFountain(documents.script));
      },
    },
    {
      id: "script.export-fdx",
      label: "Export for Final Draft",
      group: "Script",
      icon: IconDownload,
      keywords: ["download", "save", "fdx"],
      run: async () => {
        try {
          const { scriptAsFdx } = await import("@backlot/shared/documents/script-as-fdx");
          const { title } = readProjectMeta(documents.project);
          saveAsFile(`${fileNameOf(title)}.fdx`, scriptAsFdx(documents), "application/xml");
        } catch (thrown) {
          notifyFailure(thrown);
        }
      },
    },
    {
      id: "script.carets",
      label: context.areCaretsShown ? "Hide the others' carets" : "Show the others' carets",
      group: "Script",
      icon: IconUsers,
      run: context.toggleCarets,
    },
    {
      id: "script.paper",
      label: context.isPaperLight ? "Dark paper" : "Light paper",
      group: "Script",
      icon: IconSun,
      run: context.togglePaper,
    },
  ]);
}

function setElement(editor: Editor, type: BlockType): void {
  const at = blockAtCaret(editor.state);
  if (at !== null) editor.view.dispatch(changeElement(editor.state.tr, at.position, type));
  editor.commands.focus();
}
