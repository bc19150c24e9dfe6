/** Where the elements lead that tarteaucitron makes frames of, and what they are for. No DOM. */
import type { Config } from "../config";
import { type Place, declared, named } from "./words";

/** Gives the value of an attribute, empty where there is none. */
export type Read = (attribute: string) => string;

/** Addresses by class; `{name}` is an attribute, which must be there, or else what follows the colon. */
export const PLAYERS: { [name: string]: string } = {
  youtube_player: "https://www.youtube-nocookie.com/embed/{videoID}",
  youtube_playlist_player: "https://www.youtube-nocookie.com/embed/videoseries?list={playlistID}",
  vimeo_player: "https://player.vimeo.com/video/{videoID}",
  dailymotion_player: "https://www.dailymotion.com/embed/{embedType:video}/{videoID}",
  artetv_player: "https://www.arte.tv/player/v5/index.php?json_url={json}",
  canalu_player: "https://www.canal-u.tv/embed/{videoTitle}",
  spotify_player: "https://open.spotify.com/embed/{spotifyID}",
  deezer_player: "https://widget.deezer.com/widget/{theme:auto}/{embedType}/{deezerID}",
  "calameo-canvas": "https://v.calameo.com/?bkcode={id}",
  tac_genially: "https://view.genial.ly/{geniallyid}",
  tac_meteofrance: "https://meteofrance.com/widget/prevision/{insee}",
  googlemaps_embed: "https://www.google.com/maps/embed?pb={id}",
  gforms_embed: "https://docs.google.com/forms/d/e/{id}/viewform",
  googlemapsembed: "{url}",
  openstreetmap: "{url}",
  geoportail: "{url}",
  tac_helloasso: "{url}",
  tac_podcloud: "{url}",
  tac_iframe: "{url}",
};

/** What players are told in their address, where the element says it: the parameter, and the attribute if it differs. */
const OPTIONS = ["rel", "controls", "autoplay", "mute", "muted", "loop", "start", "end", "h:hash"];

const isPlayer = (name: string): boolean => name.endsWith("_player");

function options(read: Read): string[] {
  const pairs = OPTIONS.map((option) => option.split(":"));
  return pairs.flatMap(([name, attribute = name!]) => (read(attribute) ? name + "=" + read(attribute) : []));
}

/** The address of a frame, or nothing where the element doesn't say enough for one. */
export function address(name: string, read: Read): string {
  let whole = true;
  const made = PLAYERS[name]!.replace(/{(\w+):?(\w*)}/g, (_, attribute: string, usual: string) => {
    const value = read(attribute) || usual;
    whole &&= !!value;
    return value;
  });
  const asked = isPlayer(name) ? options(read).join("&") : "";
  return whole ? made + (asked && (made.includes("?") ? "&" : "?")) + asked : "";
}

/**
 * What a frame is for: the declared service its host belongs to, or that tarteaucitron calls the same. A player may
 * also belong to a purpose for videos; of anything else, an address that is declared nowhere never loads.
 */
export function placed(config: Config, name: string, source: string): Place {
  const host = "." + /^(?:https?:)?\/\/([^/?#\\]*?)(?::\d+)?(?:[/?#\\]|$)/.exec(source)?.[1];
  const called = PLAYERS[name] === "{url}" ? "" : name.replace(/^tac_|[_-].*/g, "");
  const video = isPlayer(name) && ["media", "video", "videos"].find((key) => config.p.some((p) => p.k === key));
  return (
    declared(config, (service) => service[3]?.some((h) => host.endsWith("." + h))) ||
    named(config, called) || [video || "?"]
  );
}
