import { useEffect, useState } from "react";
import { filmOf } from "@backlot/shared/build/film";
import { stageInputOf } from "@backlot/shared/build/stage-input";
import { resolveStage } from "@backlot/shared/stage/resolve";
import type { Stage } from "@backlot/shared/stage/schema";
import { readShot } from "@backlot/shared/documents/shots";
import { useProject } from "../project/use-project.tsx";
import { useSession } from "../session/hooks.ts";

/**
 * The stage of a shot, kept up to date. It is resolved a moment after the last edit and in idle time, so that the
 * picture follows and typing never waits for it. Null when the shot cannot be staged (its scene has gone).
 */
export function useStage(shotId: string): Stage | null {
  const { documents } = useSession();
  const { projectId } = useProject();
  const [stage, setStage] = useState<Stage | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const resolve = () => {
      const shot = readShot(documents.shots, shotId);
      setStage((now) => {
        if (shot === null) return null;
        try {
          const next = resolveStage(stageInputOf(filmOf(projectId, documents), shot));
          return JSON.stringify(next) === JSON.stringify(now) ? now : next;
        } catch {
          return null;
        }
      });
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, 150);
    };
    resolve();
    const watched = [documents.script, documents.assets, documents.shots];
    for (const doc of watched) doc.on("update", later);
    return () => {
      clearTimeout(timer);
      for (const doc of watched) doc.off("update", later);
    };
  }, [documents, projectId, shotId]);

  return stage;
}
