import { Box, Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { readDecisions } from "@backlot/shared/documents/breakdown";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { breakdownChanges, type CategoryChanges } from "@backlot/shared/screenplay/breakdown-changes";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { counted } from "../../app/words.ts";
import { useDocumentValue } from "../../session/hooks.ts";
import { startReader, type Read } from "../breakdown/breakdown-reader.ts";
import { categoryLook, categoryOrder } from "../breakdown/category-look.ts";
import classes from "./CompareBreakdown.module.css";

type Props = { from: readonly ScriptBlock[]; to: readonly ScriptBlock[] };

/** What the crew has to get, may send back or calls otherwise in the second draft, by category of the breakdown. */
export function CompareBreakdown({ from, to }: Props) {
  const decisions = useDocumentValue("assets", readDecisions);
  const [before, after] = [useRead(from), useRead(to)];
  const changes = useMemo(
    () => (before === null || after === null ? null : breakdownChanges(before, after, decisions)),
    [before, after, decisions],
  );
  if (changes === null)
    return (
      <Box component="output" display="block" aria-label="Breaking down both versions">
        <Skeleton height={240} />
      </Box>
    );
  return (
    <>
      <Text size="sm" c="dimmed" component="output" className={classes.sum}>
        {sumOf(changes)}
      </Text>
      <Stack gap={22} className={classes.sections}>
        {changes
          .toSorted((a, b) => categoryOrder.indexOf(a.category) - categoryOrder.indexOf(b.category))
          .map((one) => (
            <Category key={one.category} changes={one} />
          ))}
      </Stack>
    </>
  );
}

function sumOf(changes: readonly CategoryChanges[]): string {
  const sum = { added: 0, gone: 0, renamed: 0 };
  for (const one of changes) {
    sum.added += one.added.length;
    sum.gone += one.gone.length;
    sum.renamed += one.renamed.length;
  }
  if (sum.added + sum.gone + sum.renamed === 0)
    return "Both need the same: nothing came, went or got another name.";
  return [`${sum.added} added`, `${sum.gone} gone`, `${sum.renamed} renamed`].join(" · ");
}

function Category({ changes: { category, added, gone, renamed } }: { changes: CategoryChanges }) {
  const { many, color } = categoryLook[category];
  return (
    <section aria-label={many}>
      <h3 className={classes.category}>
        <span className={classes.dot} style={{ background: color }} aria-hidden />
        {many}
      </h3>
      <ul className={classes.items}>
        {renamed.map(({ before, after }) => (
          <Row key={after.key} kind="renamed" item={after}>
            <del>{before.name}</del> → <ins>{after.name}</ins>
          </Row>
        ))}
        {added.map((item) => (
          <Row key={item.key} kind="added" item={item}>
            <ins>{item.name}</ins>
          </Row>
        ))}
        {gone.map((item) => (
          <Row key={item.key} kind="gone" item={item}>
            <del>{item.name}</del>
          </Row>
        ))}
      </ul>
    </section>
  );
}

const kinds = { added: "Added", gone: "Gone", renamed: "Renamed" };

type RowProps = { kind: keyof typeof kinds; item: BreakdownItem; children: React.ReactNode };

function Row({ kind, item, children }: RowProps) {
  return (
    <li className={classes.item} data-kind={kind}>
      <span className={classes.kind}>{kinds[kind]}</span>
      <span className={classes.name}>{children}</span>
      <span className={classes.scenes}>
        {counted(item.scenes.length, "scene")}
        {item.verdict === "accepted" ? ", accepted" : ""}
      </span>
      <span className={classes.quote}>{item.evidence[0]?.quote}</span>
    </li>
  );
}

/** A draft as it was last broken down, in a worker; null before the first time. */
function useRead(blocks: readonly ScriptBlock[]): Read | null {
  const [found, setFound] = useState<Read | null>(null);
  useEffect(() => {
    const reader = startReader(setFound);
    reader.read(blocks);
    return reader.stop;
  }, [blocks]);
  return found;
}
