import { referencePicture } from "@backlot/shared/asset/reference";
import type { Asset } from "@backlot/shared/asset/schema";
import { mediaUrl } from "../app/api.ts";
import { titleHue } from "../app/colour.ts";
import { useProject } from "../project/use-project.tsx";
import classes from "./AssetPicture.module.css";

type Props = { id: string; name: string; mediaHash: string | null; isLarge?: boolean };

/** A picture of something, or its initial on a quiet colour of its own. The library's assets have one picture. */
export function NamedPicture({ id, name, mediaHash, isLarge = false }: Props) {
  const { projectId } = useProject();
  if (mediaHash !== null) {
    return (
      <img
        className={classes.picture}
        data-large={isLarge || undefined}
        src={mediaUrl(projectId, mediaHash)}
        alt={isLarge ? name : ""}
        loading="lazy"
      />
    );
  }
  return (
    <span
      className={classes.initial}
      data-large={isLarge || undefined}
      style={{ background: `hsl(${titleHue(id)} 14% 24%)` }}
      aria-hidden
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

/** An asset's reference picture, or its initial. */
export function AssetPicture({
  asset,
  isLarge = false,
}: {
  asset: Pick<Asset, "id" | "name" | "pictures" | "referenceId">;
  isLarge?: boolean;
}) {
  const mediaHash = referencePicture(asset)?.mediaHash ?? null;
  return <NamedPicture id={asset.id} name={asset.name} mediaHash={mediaHash} isLarge={isLarge} />;
}
