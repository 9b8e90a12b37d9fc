import { notifyFailure } from "./notify.tsx";

/**
 * Wraps edits of a live document: whoever may not edit changes nothing, and an edit that is refused says why instead of
 * throwing.
 *
 * @example
 * const attempt = attemptIf(can("document.edit"));
 * const id = attempt(() => addShots(doc, sceneId, [shot])[0]);
 */
export function attemptIf(mayEdit: boolean): <T>(edit: () => T) => T | undefined {
  return (edit) => {
    if (!mayEdit) return undefined;
    try {
      return edit();
    } catch (thrown) {
      notifyFailure(thrown);
      return undefined;
    }
  };
}
