import { DragDropProvider, DragOverlay, PointerSensor, useDraggable, useDroppable } from "@dnd-kit/react";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

type Drag = { id: string; over: string | null };
const DragContext = createContext<{ drag: Drag | null; isDisabled: boolean }>({
  drag: null,
  isDisabled: true,
});

/** Only the pointer drags: the keyboard has actions of its own, and a handle that is a button keeps its Enter. */
const sensors = [PointerSensor];

/**
 * The one place where things are reordered with a pointer. Rows stay where they are while one is dragged (so that a
 * virtualised list may drop its own elements) and the target shows a line; the owner decides what a drop means and
 * offers the same by keyboard.
 */
export function SortableArea(props: {
  children: ReactNode;
  isDisabled?: boolean;
  onDrop: (id: string, over: string) => void;
  /** What follows the pointer. */
  label: (id: string) => string;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const isDisabled = props.isDisabled === true;
  const context = useMemo(() => ({ drag, isDisabled }), [drag, isDisabled]);
  return (
    <DragDropProvider
      sensors={sensors}
      onDragStart={({ operation }) => setDrag({ id: String(operation.source?.id ?? ""), over: null })}
      onDragOver={({ operation }) => {
        const over = operation.target === null ? null : String(operation.target.id);
        setDrag((now) => (now === null || now.over === over ? now : { ...now, over }));
      }}
      onDragEnd={({ operation, canceled }) => {
        setDrag(null);
        const { source, target } = operation;
        if (!canceled && source !== null && target !== null)
          props.onDrop(String(source.id), String(target.id));
      }}
    >
      <DragContext value={context}>{props.children}</DragContext>
      <DragOverlay dropAnimation={null}>
        {(source) => (
          <span
            style={{
              display: "inline-block",
              padding: "4px 10px",
              whiteSpace: "nowrap",
              borderRadius: 6,
              background: "var(--mantine-color-tungsten-5)",
              color: "#1b1b1b",
              fontWeight: 600,
              boxShadow: "0 4px 16px rgb(0 0 0 / 50%)",
            }}
          >
            {props.label(String(source.id))}
          </span>
        )}
      </DragOverlay>
    </DragDropProvider>
  );
}

/** One row that can be dragged by its handle and dropped on. `isTarget` while something would be dropped here. */
export function useSortable(id: string, options: { isFixed?: boolean } = {}) {
  const { drag, isDisabled } = useContext(DragContext);
  const draggable = useDraggable({ id, disabled: isDisabled || options.isFixed === true });
  const droppable = useDroppable({ id, disabled: isDisabled });
  return {
    rowRef: droppable.ref,
    handleRef: draggable.ref,
    isDragged: drag?.id === id,
    isTarget: drag !== null && drag.over === id && drag.id !== id,
  };
}
