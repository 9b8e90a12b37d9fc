import { Button, Group, Select, Text, Tooltip } from "@mantine/core";
import type { BreakdownCategory, Evidence, Place } from "@backlot/shared/screenplay/breakdown";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { categoryLook, categoryOrder } from "./category-look.ts";
import type { Decisions } from "./use-decisions.ts";
import classes from "./Breakdown.module.css";

type Props = {
  item: BreakdownItem;
  items: readonly BreakdownItem[];
  /** Null for people who may only look. */
  decide: Decisions | null;
  onShow: (proof: Evidence) => void;
};

/** More lines than this are a list that nobody reads. */
const mostProofs = 40;

/** One item: what the rule says, what people can decide, and the lines that prove it. */
export function BreakdownDetail({ item, items, decide, onShow }: Props) {
  return (
    <section className={classes.detail} aria-label={item.name}>
      <div className={classes.about}>
        <strong>{item.name}</strong>
        <Text size="xs" c="dimmed">
          {factsOf(item)}
        </Text>
      </div>
      {decide === null ? null : <Choices item={item} items={items} decide={decide} />}
      {item.isGone ? (
        <Text size="sm" c="dimmed">
          The script no longer shows it. Reject it, or keep it for a scene that is still to be written.
        </Text>
      ) : null}
      {item.places === undefined ? null : (
        <ul className={classes.places}>
          {item.places.map((place) => (
            <li key={place.path.join("/")}>{placeText(item.name, place)}</li>
          ))}
        </ul>
      )}
      <ol className={classes.proofs}>
        {item.evidence.slice(0, mostProofs).map((proof) => (
          <li key={`${proof.blockId}:${proof.start}`}>
            <button type="button" className={classes.proof} onClick={() => onShow(proof)}>
              {proof.quote}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Choices({ item, items, decide }: Pick<Props, "item" | "items"> & { decide: Decisions }) {
  const others = items.filter((one) => one.key !== item.key && one.verdict !== "rejected");
  return (
    <>
      <Group gap={6}>
        {item.verdict === "open" ? (
          <>
            <Tooltip label="A">
              <Button size="compact-sm" onClick={decide.accept}>
                Accept
              </Button>
            </Tooltip>
            <Tooltip label="R">
              <Button size="compact-sm" variant="default" onClick={decide.reject}>
                Reject
              </Button>
            </Tooltip>
          </>
        ) : (
          <Tooltip label="U">
            <Button size="compact-sm" variant="default" onClick={decide.reopen}>
              Decide again
            </Button>
          </Tooltip>
        )}
        {item.merged.length > 0 ? (
          <Button size="compact-sm" variant="subtle" onClick={decide.split}>
            Take apart
          </Button>
        ) : null}
      </Group>
      <Group gap={8} grow>
        <Select
          size="xs"
          label="Category (C)"
          data-breakdown-field="category"
          allowDeselect={false}
          value={item.category}
          data={categoryOrder.map((id) => ({ value: id, label: categoryLook[id].one }))}
          onChange={(value) => {
            if (value !== null) decide.recategorise(value as BreakdownCategory);
          }}
        />
        <Select
          size="xs"
          label="Same as (M)"
          data-breakdown-field="merge"
          placeholder="Nothing else"
          searchable
          value={null}
          nothingFoundMessage="No other item is called that."
          limit={30}
          data={categoryOrder.flatMap((id) => {
            const group = others.filter((one) => one.category === id);
            return group.length === 0
              ? []
              : [
                  {
                    group: categoryLook[id].many,
                    items: group.map((one) => ({ value: one.key, label: one.name })),
                  },
                ];
          })}
          onChange={(value) => {
            const into = others.find((one) => one.key === value);
            if (into !== undefined) decide.merge(into);
          }}
        />
      </Group>
    </>
  );
}

/** "Kitchen › Pantry: INT, night and day, 3 scenes". */
function placeText(location: string, { path, intExt, times, scenes }: Place): string {
  const name = path.length === 0 ? location : path.join(" › ");
  const seen = [intExt.join(" and "), times.join(" and ")].filter((part) => part !== "");
  return `${name}: ${seen.join(", ")}, ${scenes.length === 1 ? "1 scene" : `${scenes.length} scenes`}`;
}

/** "Prop · in somebody's hands · 80 % sure · also: the lamp". */
function factsOf(item: BreakdownItem): string {
  const { cast } = item;
  const facts = [
    categoryLook[item.category].one,
    cast === undefined ? "" : `${cast.part} part`,
    cast?.age === undefined ? "" : `age ${cast.age}`,
    cast?.variantOf === undefined ? "" : `${cast.variantOf} at another age`,
    item.rule,
    item.confidence > 0 ? `${Math.round(item.confidence * 100)} % sure` : "",
    item.aliases.length > 0 ? `also: ${item.aliases.slice(0, 4).join(", ")}` : "",
    item.renamedFrom === null ? "" : `was ${item.renamedFrom}`,
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}
