// The floor: a static box of about 1 kB, with the texts a banner needs and none of what it does.
const box = document.createElement("div");
const add = (tag, text) => {
  const node = document.createElement(tag);
  node.textContent = text;
  box.append(node);
  return node;
};
Object.assign(box.style, {
  position: "fixed", zIndex: 2147483647, inset: "auto 0 0", padding: "1.4em", border: "1px solid #dcd8ce",
  background: "#fffefb", color: "#1b2733", font: "16px/1.55 system-ui, sans-serif",
});
box.id = "floor";
add("h2", "Votre choix sur les cookies");
add("p", `${PLATFORM.controller} et ses partenaires utilisent des cookies et autres traceurs, avec votre accord, pour :`);
for (const { asks, name, description } of PLATFORM.purposes) if (asks) add("p", name + " : " + description);
add("p", "Si vous refusez, rien de ce qui demande votre accord n’est chargé. Vous pouvez changer d’avis à tout moment.");
add("button", "Tout refuser");
add("button", "Tout accepter");
add("button", "Personnaliser");
const show = () => document.body.prepend(box);
if (document.body) show();
else document.addEventListener("DOMContentLoaded", show);
