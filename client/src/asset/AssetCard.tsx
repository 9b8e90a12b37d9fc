import type { Asset } from "@backlot/shared/asset/schema";
import { AssetPicture } from "./AssetPicture.tsx";
import { categoryLabels } from "./category-labels.ts";
import classes from "./AssetCard.module.css";

type Props = { asset: Asset; isOpen: boolean; onOpen: () => void };

/** One asset in the grid. */
export function AssetCard({ asset, isOpen, onOpen }: Props) {
  const Icon = categoryLabels[asset.category].icon;
  return (
    <button type="button" className={classes.card} aria-pressed={isOpen} onClick={onOpen}>
      <AssetPicture asset={asset} />
      <span className={classes.words}>
        <span className={classes.name}>{asset.name}</span>
        <span className={classes.kind}>
          <Icon size={13} stroke={1.7} aria-hidden />
          {categoryLabels[asset.category].one}
          {asset.link === null ? "" : " · library"}
        </span>
        {asset.removalProposed ? <span className={classes.flag}>No longer in the script</span> : null}
      </span>
    </button>
  );
}
