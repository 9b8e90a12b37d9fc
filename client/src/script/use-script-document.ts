import { replaceEqualDeep } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type * as Y from "yjs";
import { useSession } from "../session/hooks.ts";
import { afterRest } from "./after-rest.ts";

/** How long after the last change the script is read again, ms. */
const rest = 180;

/**
 * Something large read from the script's document, where no editor shows it: again a moment after each change, so that
 * nobody's typing waits for it. Pass a function that is made once; each part that stays equal keeps its identity.
 */
export function useScriptDocument<T>(read: (script: Y.Doc) => T): T {
  const { script } = useSession().documents;
  const [value, setValue] = useState(() => read(script));
  useEffect(() => {
    const look = () => setValue((now) => replaceEqualDeep(now, read(script)) as T);
    const { later, stop } = afterRest(look, { rest });
    look();
    script.on("update", later);
    return () => {
      stop();
      script.off("update", later);
    };
  }, [script, read]);
  return value;
}
