import { Skeleton, Stack } from "@mantine/core";
import { liveAssets, readAssets } from "@backlot/shared/documents/assets";
import { readScriptSettings } from "@backlot/shared/documents/script-settings";
import { readRevisions } from "@backlot/shared/documents/revisions";
import { scriptBody } from "@backlot/shared/documents/script";
import { useMemo } from "react";
import type * as Y from "yjs";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useSession } from "../session/hooks.ts";
import { useSuggesting } from "./proposal/suggest-context.ts";
import { SuggestMode } from "./proposal/SuggestMode.tsx";
import { ScriptDesk } from "./ScriptDesk.tsx";
import { ScriptViews } from "./ScriptViews.tsx";
import { useScriptEditor } from "./use-script-editor.ts";
import classes from "./ScriptPage.module.css";

/** Script Lab: the screenplay on its page, the scenes beside it, everyone's carets in it. */
export default function ScriptPage() {
  return (
    <SuggestMode>
      <ScriptViews screenplay={<Stage />} />
    </SuggestMode>
  );
}

/** The copy of a suggester is another document: nothing of the desk is carried over from one to the other. */
function Stage() {
  const { draft } = useSuggesting();
  return <Screenplay key={draft === null ? "script" : "draft"} />;
}

function Screenplay() {
  const { can, me } = useProject();
  const session = useSession();
  const body = useMemo(() => scriptBody(session.documents.script), [session]);
  const names = useDocumentValue("assets", castNames);
  const isContinued = useDocumentValue("script", writesContinued);
  const revision = useDocumentValue("script", activeRevision);
  const editor = useScriptEditor({
    revision,
    body,
    awareness: session.scriptAwareness,
    user: me,
    isEditable: can("document.edit"),
    names,
    isContinued,
  });
  if (editor === null) return <PageSkeleton />;
  return <ScriptDesk editor={editor} />;
}

function writesContinued(script: Y.Doc): boolean {
  return readScriptSettings(script).continued;
}

function activeRevision(script: Y.Doc): string | null {
  return readRevisions(script).active?.id ?? null;
}

/** Everybody of the cast, also who has not spoken yet. */
function castNames(assets: Y.Doc): string[] {
  return liveAssets(readAssets(assets))
    .filter((asset) => asset.category === "character")
    .map((asset) => asset.name);
}

/** The shape of a page while the script is on its way. */
function PageSkeleton() {
  return (
    <output className={classes.desk} aria-busy="true" aria-label="Opening the screenplay">
      <div className={classes.side} />
      <div className={classes.scroller}>
        <div className={classes.page}>
          <Stack gap={26} w="100%">
            {[38, 92, 84, 22, 46, 40, 90, 70].map((width, index) => (
              <Skeleton key={width} height={14} width={`${width}%`} ml={index > 2 && index < 6 ? "20%" : 0} />
            ))}
          </Stack>
        </div>
      </div>
    </output>
  );
}
