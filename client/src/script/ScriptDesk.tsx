import { Button, Drawer, Text } from "@mantine/core";
import { EditorContent } from "@tiptap/react";
import type { Editor } from "@tiptap/core";
import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import { useDisclosure, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { runAction } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { CompletionList } from "./CompletionList.tsx";
import type { Desk } from "./desk-context.ts";
import { DeskProviders } from "./DeskProviders.tsx";
import { HiddenBlocks } from "./HiddenBlocks.tsx";
import { SceneNavigator } from "./navigator/SceneNavigator.tsx";
import { SpellMenu } from "./spell/SpellMenu.tsx";
import { useElementActions } from "./use-element-actions.ts";
import { useMarkActions } from "./mark/use-mark-actions.ts";
import { NoteMarks } from "./note/NoteMarks.tsx";
import { RenameDialog } from "./rename/RenameDialog.tsx";
import { ProposalLayer } from "./proposal/ProposalLayer.tsx";
import { SceneNumberDialog } from "./SceneNumberDialog.tsx";
import { ScriptPanels } from "./ScriptPanels.tsx";
import { ScriptToolbar } from "./ScriptToolbar.tsx";
import { jumpToBlock } from "./jump.ts";
import { RevisionStatus } from "./pages/RevisionStatus.tsx";
import { usePageActions } from "./pages/use-page-actions.ts";
import { usePages } from "./pages/use-pages.ts";
import { useOpenPanel } from "./use-open-panel.ts";
import { usePaneActions } from "./use-pane-actions.ts";
import { useScriptActions } from "./use-script-actions.tsx";
import { sceneAtCaret, useCaretPlace, useScriptFacts } from "./use-script-facts.ts";
import classes from "./ScriptPage.module.css";
import "@fontsource/courier-prime/400.css";
import "@fontsource/courier-prime/400-italic.css";
import "@fontsource/courier-prime/700.css";
import "@fontsource/courier-prime/700-italic.css";
import "./screenplay.css";
import "./pages/pages.css";
import "./right-to-left.css";

const ShootingHead = lazy(() => import("./shooting/ShootingHead.tsx"));
const ImportDialog = lazy(async () => ({
  default: (await import("./import/ImportDialog.tsx")).ImportDialog,
}));

/** The page on its desk, with scenes and tools. The address follows the caret, and the page follows the address. */
export function ScriptDesk({ editor }: { editor: Editor }) {
  const { can } = useProject();
  const isEditable = can("document.edit");
  const facts = useScriptFacts(editor);
  const caret = useCaretPlace(editor);
  const { search, look } = usePlace();
  const [areCaretsShown, setCaretsShown] = useLocalStorage({ key: "backlot:carets", defaultValue: true });
  const [isPaperLight, setPaperLight] = useLocalStorage({ key: "backlot:light-paper", defaultValue: false });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const [isImporting, importing] = useDisclosure(false);
  const isShooting = search.view === "shooting";
  const isNarrow = useMediaQuery("(width <= 48em)");
  const openPanel = useOpenPanel();
  const pages = usePages(editor);
  usePageActions(editor, pages, caret.sceneId);
  /** The scene that this page itself put into the address, or jumped to: no jump is needed for it. */
  const shownScene = useRef<string | undefined>(undefined);

  useEffect(() => {
    const wanted = search.scene;
    if (wanted === undefined || wanted === shownScene.current) return;
    if (jumpToBlock(editor, wanted, { focus: false })) shownScene.current = wanted;
  }, [editor, search.scene, facts.scenes]);

  useEffect(() => {
    const follow = () => {
      const sceneId = sceneAtCaret(editor);
      if (sceneId === null || sceneId === shownScene.current || !editor.view.hasFocus()) return;
      shownScene.current = sceneId;
      look({ scene: sceneId });
    };
    editor.on("transaction", follow);
    return () => {
      editor.off("transaction", follow);
    };
  }, [editor, look]);

  const go = useRef<(blockId: string) => void>(() => {});
  useEffect(() => {
    go.current = (blockId) => {
      drawer.close();
      if (isNarrow === true) openPanel.close();
      if (!jumpToBlock(editor, blockId, { focus: true })) return;
      const sceneId = sceneAtCaret(editor);
      if (sceneId === null) return;
      shownScene.current = sceneId;
      look({ scene: sceneId }, { push: true });
    };
  });

  const { show } = openPanel;
  // The same object while one writes: everything on the desk would be drawn again with it.
  const desk = useMemo<Desk>(
    () => ({ editor, isEditable, goTo: (blockId) => go.current(blockId), showPanel: show }),
    [editor, isEditable, show],
  );
  useScriptActions({
    editor,
    facts,
    sceneId: caret.sceneId,
    jump: desk.goTo,
    areCaretsShown,
    isPaperLight,
    toggleCarets: () => setCaretsShown(!areCaretsShown),
    togglePaper: () => setPaperLight(!isPaperLight),
    showScenes: drawer.toggle,
    openImport: importing.open,
  });

  usePaneActions();
  useElementActions({ editor, isEditable });
  useMarkActions({ editor, isEditable, sceneId: caret.sceneId });
  const navigator = <SceneNavigator sceneId={search.scene ?? caret.sceneId} />;
  return (
    <DeskProviders desk={desk} facts={facts} caret={caret}>
      <div
        className={classes.desk}
        data-carets={areCaretsShown ? "shown" : "hidden"}
        data-paper={isPaperLight ? "light" : "dark"}
        data-view={isShooting ? "shooting" : "pages"}
      >
        <aside className={classes.side} data-pane="scenes">
          {navigator}
        </aside>
        <Drawer
          opened={isDrawerOpen}
          onClose={drawer.close}
          size={300}
          title="Scenes"
          padding={0}
          closeButtonProps={{ "aria-label": "Close" }}
          styles={{ header: { padding: "8px 12px 8px 16px", minHeight: 46 } }}
        >
          {navigator}
        </Drawer>
        <div className={classes.scroller}>
          <ScriptToolbar />
          <ProposalLayer openPanel={openPanel} />
          <RevisionStatus revisions={pages.revisions} />
          <HiddenBlocks editor={editor} />
          {isShooting ? (
            <Suspense>
              <ShootingHead />
            </Suspense>
          ) : null}
          <div className={classes.page} data-sheet={pages.paper} data-pane="page">
            {facts.isEmpty ? <EmptyPage isEditable={isEditable} /> : null}
            <EditorContent editor={editor} className="screenplay" />
          </div>
          <CompletionList editor={editor} />
          <RenameDialog />
          <SceneNumberDialog />
          <NoteMarks />
          <SpellMenu />
        </div>
        <ScriptPanels openPanel={openPanel} />
        {isImporting ? (
          <Suspense>
            <ImportDialog mayReplace={isEditable} onClose={importing.close} />
          </Suspense>
        ) : null}
      </div>
    </DeskProviders>
  );
}

function EmptyPage({ isEditable }: { isEditable: boolean }) {
  if (!isEditable) return <Text c="dimmed">Nothing is written yet.</Text>;
  return (
    <div className={classes.empty}>
      <Text c="dimmed" size="sm">
        Type INT. or EXT. to begin the first scene, or bring a screenplay that you have.
      </Text>
      <Button variant="light" size="compact-md" onClick={() => runAction("script.import")}>
        Import a script
      </Button>
    </div>
  );
}
