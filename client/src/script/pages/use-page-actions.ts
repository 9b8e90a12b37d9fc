import {
  IconFileTypePdf,
  IconHistoryToggle,
  IconListNumbers,
  IconLock,
  IconLockOpen,
  IconPlayerStop,
  IconRuler2,
  IconScissors,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { readProjectMeta } from "@backlot/shared/documents/project";
import { localEdit } from "@backlot/shared/documents/record";
import {
  endRevision,
  lockPages,
  lockSceneNumbers,
  omitScene,
  revisionName,
  startRevision,
  type Revisions,
} from "@backlot/shared/documents/revisions";
import { setScriptSetting } from "@backlot/shared/documents/script-settings";
import { locksOf } from "@backlot/shared/screenplay/page-lock";
import { useActions } from "../../app/actions.ts";
import { notifyFailure } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useIsOffline, useSession } from "../../session/hooks.ts";
import { fileNameOf } from "../fountain-file.ts";
import { oneStep } from "../one-step.ts";
import { pagesOf } from "./page-view.ts";
import { fetchScriptPdf, saveBlob } from "./pdf-file.ts";

/** What can be done with pages: print them, choose their paper, revise and lock them. */
export function usePageActions(
  editor: Editor,
  { paper, revisions }: { paper: "letter" | "a4"; revisions: Revisions },
  sceneId: string | null,
): void {
  const { projectId, can, me } = useProject();
  const { documents } = useSession();
  const { active, sets, pageLocks, areNumbersLocked } = revisions;
  const isOffline = useIsOffline();
  const mayWrite = () => can("document.edit");
  const next = revisionName(sets.length + 1);
  const isOmitted = pagesOf(editor.state).blocks.some(
    (block) => block.id === sceneId && block.omitted === true,
  );

  /** Revisions and locks are steps of this person's history, as writing is. */
  function step(change: () => unknown) {
    oneStep(editor, documents.script, () => void change());
  }

  async function savePdf() {
    const { title } = readProjectMeta(documents.project);
    try {
      saveBlob(`${fileNameOf(title)}.pdf`, await fetchScriptPdf(projectId));
    } catch (thrown) {
      notifyFailure(thrown);
    }
  }

  useActions([
    {
      id: "script.pdf",
      label: "Export as PDF",
      group: "Script",
      icon: IconFileTypePdf,
      keywords: ["print", "download", "pages"],
      waitsFor: isOffline ? "Offline: the studio makes the PDF." : undefined,
      run: savePdf,
    },
    {
      id: "script.sheet",
      label: paper === "letter" ? "Lay out on A4 paper" : "Lay out on US Letter paper",
      group: "Script",
      icon: IconRuler2,
      keywords: ["page size", "format"],
      isAvailable: mayWrite,
      run: () => setScriptSetting(documents.script, "paper", paper === "letter" ? "a4" : "letter", localEdit),
    },
    {
      id: "script.revision.start",
      label: `Start the ${next} revision`,
      description: "From now on, changes are marked in the margin for everybody.",
      group: "Revisions",
      icon: IconHistoryToggle,
      keywords: ["colour", "marks", "track"],
      isAvailable: mayWrite,
      run: () => step(() => startRevision(documents.script, me.name, Date.now())),
    },
    {
      id: "script.revision.end",
      label: `End the ${active?.name ?? ""} revision`,
      group: "Revisions",
      icon: IconPlayerStop,
      isAvailable: () => mayWrite() && active !== null,
      run: () => step(() => endRevision(documents.script)),
    },
    {
      id: "script.pages.lock",
      label: pageLocks.length === 0 ? "Lock pages" : "Lock pages again, A pages included",
      description: "Pages keep their numbers; what no longer fits goes on A pages.",
      group: "Revisions",
      icon: IconLock,
      isAvailable: mayWrite,
      run: () => step(() => lockPages(documents.script, locksOf(pagesOf(editor.state)))),
    },
    {
      id: "script.pages.unlock",
      label: "Unlock pages",
      group: "Revisions",
      icon: IconLockOpen,
      isAvailable: () => mayWrite() && pageLocks.length > 0,
      run: () => step(() => lockPages(documents.script, [])),
    },
    {
      id: "script.numbers.lock",
      label: areNumbersLocked ? "Unlock scene numbers" : "Lock scene numbers",
      group: "Revisions",
      icon: areNumbersLocked ? IconLockOpen : IconListNumbers,
      isAvailable: mayWrite,
      run: () => step(() => lockSceneNumbers(documents.script, !areNumbersLocked)),
    },
    {
      id: "script.scene.omit",
      label: isOmitted ? "Bring this scene back" : "Omit this scene",
      description: "An omitted scene keeps its number.",
      group: "Revisions",
      icon: IconScissors,
      isAvailable: () => mayWrite() && sceneId !== null,
      run: () => {
        if (sceneId !== null) step(() => omitScene(documents.script, sceneId, !isOmitted));
      },
    },
  ]);
}
