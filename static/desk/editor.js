// What the text editor leaves to the page: words in German, names for screen readers.

// The editor would write a stylesheet into the page, which our policy forbids, unless it finds one.
// An element of no namespace is enough for it and nothing to the browser; the rules are in desk.css.
const stylesheet = document.createElementNS("", "style");
stylesheet.setAttribute("data-tiptap-style", "");
document.head.append(stylesheet);
