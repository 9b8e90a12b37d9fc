import { SaxesParser } from "saxes";
import { AppError } from "../errors/app-error.ts";

/** An element of XML as plain data. White space between elements is text like any other. */
export type XmlNode = { name: string; attributes: Record<string, string>; children: (XmlNode | string)[] };

/** A Final Draft file nests some ten elements deep; nobody's nests sixty. */
const deepest = 60;
/** Elements in a whole file; a feature with its tags and notes has some twenty thousand. */
const mostElements = 600_000;
/** Elements held at one time: what stands in one paragraph or one list of settings. */
const mostHeld = 40_000;

type Reader = {
  /** Gives the next piece of the text. Throws `bad-file` where it is not well-formed XML. */
  write: (piece: string) => void;
  /** Says that the text is over. */
  end: () => void;
};

/**
 * Reads XML piece by piece. An element for which `wants` says yes is given whole to `take` once it is closed and then
 * forgotten, so that memory is bounded by the largest of them and not by the file. One that grows beyond all measure is
 * let go while it is read and given to `tooLarge`. A document type, and with it every entity of one's own, is refused.
 */
export function readXml(options: {
  /** Names of the elements around it from the outermost on, its own last. */
  wants: (path: readonly string[]) => boolean;
  take: (node: XmlNode, path: readonly string[]) => void;
  /** An element that holds more than any should. Without it such a file is refused. */
  tooLarge?: (name: string, path: readonly string[]) => void;
  /** The outermost element, before anything in it. */
  root: (name: string, attributes: Record<string, string>) => void;
}): Reader {
  const parser = new SaxesParser();
  const path: string[] = [];
  let open: XmlNode[] = [];
  let held = 0;
  let elements = 0;
  let isLeftOut = false;

  parser.on("error", (cause) => {
    throw notXml(parser.line, cause);
  });
  parser.on("doctype", () => {
    throw new AppError("bad-file", {
      sentence: "The file declares a document type of its own, which no screenplay does.",
      field: "file",
      nextStep: "Open it in the program that it comes from and save it as FDX again.",
    });
  });
  parser.on("opentag", ({ name, attributes }) => {
    path.push(name);
    if (path.length > deepest) throw notXml(parser.line, new Error("nested too deeply"));
    elements += 1;
    if (elements > mostElements) throw tooLarge();
    if (path.length === 1) options.root(name, { ...attributes });
    if (open.length === 0 && !options.wants(path)) return;
    held += 1;
    if (held > mostHeld) {
      if (options.tooLarge === undefined) throw tooLarge();
      // What was read of it goes at once; only its own depth is still counted.
      if (!isLeftOut) open.forEach((one) => (one.children = []));
      isLeftOut = true;
    }
    const node: XmlNode = { name, attributes: { ...attributes }, children: [] };
    if (!isLeftOut) open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => {
    const node = open.pop();
    if (node !== undefined && open.length === 0) {
      if (isLeftOut) options.tooLarge?.(node.name, path);
      else options.take(node, path);
      held = 0;
      isLeftOut = false;
    }
    path.pop();
  });
  const addText = (text: string) => {
    if (!isLeftOut) open.at(-1)?.children.push(text);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  return {
    write: (piece) => void parser.write(piece),
    end: () => {
      parser.close();
      open = [];
    },
  };
}

function tooLarge(): AppError {
  return new AppError("too-large", {
    sentence: "The file holds more than any screenplay.",
    field: "file",
    nextStep: "Open it in the program that it comes from, and save only the script as FDX.",
  });
}

function notXml(line: number, cause: unknown): AppError {
  return new AppError("bad-file", {
    sentence: `The file is damaged: line ${line} is not well-formed XML.`,
    field: "file",
    nextStep: "Open it in the program that it comes from and save it as FDX again.",
    cause,
  });
}

/** The elements among the children, only those of a name if one is given. */
export function elementsOf(node: XmlNode, name?: string): XmlNode[] {
  return node.children.filter(
    (child): child is XmlNode => typeof child !== "string" && (name === undefined || child.name === name),
  );
}

/** All text inside an element. */
export function textOf(node: XmlNode): string {
  return node.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

/** An element as XML text. Elements that hold only elements are laid out on lines of their own. */
export function writeXml(node: XmlNode, indent = ""): string {
  const attributes = Object.entries(node.attributes)
    .filter(([name]) => isName(name))
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join("");
  const children = withoutLayout(node.children);
  if (children.length === 0) return `${indent}<${node.name}${attributes}/>`;
  if (children.some((child) => typeof child === "string")) {
    const inner = children.map((child) => (typeof child === "string" ? escapeText(child) : writeXml(child)));
    return `${indent}<${node.name}${attributes}>${inner.join("")}</${node.name}>`;
  }
  const inner = children.map((child) => writeXml(child as XmlNode, `${indent}  `)).join("\n");
  return `${indent}<${node.name}${attributes}>\n${inner}\n${indent}</${node.name}>`;
}

/** White space beside elements is layout; white space alone in an element is text. */
function withoutLayout(children: XmlNode["children"]): XmlNode["children"] {
  if (!children.some((child) => typeof child !== "string")) return children;
  return children.filter((child) => typeof child !== "string" || child.trim() !== "");
}

function isName(name: string): boolean {
  return /^[A-Za-z_][\w.-]*(?::[\w.-]+)?$/.test(name);
}

/** Characters that XML 1.0 cannot hold are left out. */
function allowed(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, "")
    .replace(/\p{Cc}/gu, (char) => (/[\t\n\r\u0080-\u009f]/.test(char) ? char : ""));
}

function escapeText(text: string): string {
  return allowed(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\r/g, "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text)
    .replace(/"/g, "&quot;")
    .replace(/[\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);
}
