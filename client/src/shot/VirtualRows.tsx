import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type CSSProperties, type Key, type ReactNode } from "react";

type Rows<R extends { key: Key }> = {
  rows: readonly R[];
  /** Height of a row, px. */
  sizeOf: (row: R) => number;
  /** Index of the row that is kept in sight; -1 for none. */
  at: number;
};

/** Only what is in sight stands in the page, so that five hundred shots scroll like five. */
export function useVirtualRows<R extends { key: Key }>({ rows, sizeOf, at }: Rows<R>) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the virtualiser reads the scroll position itself; nothing here is memoised by a compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index] === undefined ? 0 : sizeOf(rows[index])),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
  });
  useEffect(() => virtual.measure(), [virtual, sizeOf]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

  /** The rows in sight, each in a box at its place. */
  function inSight(draw: (row: R) => ReactNode, className: string | undefined): ReactNode[] {
    return virtual.getVirtualItems().map((item) => {
      const row = rows[item.index];
      const style: CSSProperties = { height: item.size, transform: `translateY(${item.start}px)` };
      return row === undefined ? null : (
        <div key={item.key} role="presentation" className={className} style={style}>
          {draw(row)}
        </div>
      );
    });
  }

  return { scroller, height: virtual.getTotalSize(), inSight };
}
