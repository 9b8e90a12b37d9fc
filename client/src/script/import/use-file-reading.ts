import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import { titlePageValue } from "@backlot/shared/screenplay/block";
import { assembleScreenplay, type Understood } from "@backlot/shared/screenplay/understood";
import { useEffect, useRef, useState } from "react";
import { readScriptFile } from "./read-script-file.ts";

export type FileReading =
  | { kind: "none" }
  | { kind: "reading"; file: File }
  | { kind: "understood"; file: File; understood: Understood }
  | { kind: "refused"; file: File; error: AppError };

/** Reads one file at a time; another file, a reset or the end of the component stops the one before. */
export function useFileReading(): { state: FileReading; read: (file: File) => void; reset: () => void } {
  const [state, setState] = useState<FileReading>({ kind: "none" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  function read(file: File) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "reading", file });
    readScriptFile(file, controller.signal).then(
      (understood) => {
        if (!controller.signal.aborted) setState({ kind: "understood", file, understood });
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) setState({ kind: "refused", file, error: toAppError(thrown) });
      },
    );
  }

  function reset() {
    running.current?.abort();
    setState({ kind: "none" });
  }

  return { state, read, reset };
}

/** A title for a project that is made of a file: the script's own, else the file's name. */
export function titleOf(understood: Understood, fileName: string): string {
  const own = titlePageValue(assembleScreenplay(understood).titlePage, "title");
  return (own ?? fileName.replace(/\.[^.]+$/, "").replaceAll(/[-_]+/g, " ")).slice(0, 200);
}
