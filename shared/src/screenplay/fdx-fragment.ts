import { readXml, type XmlNode } from "./fdx-xml.ts";

/**
 * Elements kept as XML text, as data again. What is stored with a script may have been written by anybody who writes
 * in it: text that is not well-formed gives nothing.
 */
export function parseXml(xml: string): XmlNode[] {
  const found: XmlNode[] = [];
  const reader = readXml({
    root: () => undefined,
    wants: (path) => path.length === 2,
    take: (node) => void found.push(node),
  });
  try {
    reader.write(`<kept>${xml}</kept>`);
    reader.end();
  } catch {
    return [];
  }
  return found;
}
