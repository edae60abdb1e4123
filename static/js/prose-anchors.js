// Keeps the anchors of articles and headings, and the roles of paragraphs, while a body is edited.
import { Extension } from "django-prose-editor/editor"

const kept = (name) => ({
  default: null,
  keepOnSplit: false, // a new paragraph is not the same article
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

export const Anchors = Extension.create({
  name: "anchors",
  addGlobalAttributes() {
    return [{ types: ["paragraph", "heading", "listItem"], attributes: { id: kept("id"), class: kept("class") } }]
  },
})
