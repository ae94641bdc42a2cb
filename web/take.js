// What somebody takes along: a link, a command, a file, a picture. boot.js loads this when a button for it is pressed.

import start, { exported } from "./setup-files.js";

/** Lets the browser save bytes or text as a file. */
function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    return `Copied ${what}.`;
  } catch {
    // Without leave, or not served over HTTPS.
    return `The browser does not let the page copy. Here it is: ${text}`;
  }
}

function address() {
  const { link } = document.querySelector("main").dataset;
  return `${location.origin}${location.pathname}${link ? `#${link}` : ""}`;
}

async function file(format, fetchProgram) {
  await start({ module_or_path: await fetchProgram(new URL("./setup-files.wasm", import.meta.url)) });
  const made = JSON.parse(exported(document.querySelector("main").dataset.link, format));
  if (made.problem) {
    return `Nothing to save: ${made.problem}.`;
  }
  save(made.name, made.type, made.content);
  return `Saved ${made.name}.`;
}

/** What of an element's look is worth writing down: a picture has no style sheet. */
const LOOK = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "vector-effect",
  "font-family", "font-size", "font-weight", "text-anchor", "display", "overflow",
];

/** A text in lines of at most a width, broken between words. */
function lines(text, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return text.split(" ").reduce(
    (done, word) => {
      const [before, last] = [done.slice(0, -1), done.at(-1)];
      const longer = last ? `${last} ${word}` : word;
      return pen.measureText(longer).width <= width ? [...before, longer] : [...before, ...(last ? [last] : []), word];
    },
    [""],
  );
}

/** The chart as one picture: its parts, each where the page has it, with its look written into it. */
function drawn() {
  const chart = document.querySelector("#by-volume .chart");
  const { width, height, left, top } = chart.getBoundingClientRect();
  const margin = 24;
  // Above it what it is of, below it what is counted across.
  const { color, fontFamily } = getComputedStyle(chart);
  const words = (y, size, text, x = margin) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "text");
    for (const [name, value] of Object.entries({ x, y, fill: color, "font-family": fontFamily, "font-size": size })) {
      line.setAttribute(name, value);
    }
    line.textContent = text;
    return line;
  };
  const wrapped = (text) => lines(text, width, `12px ${fontFamily}`);
  const caption = wrapped(document.querySelector(".take code").textContent);
  const axes = wrapped(`Across: ${chart.querySelector(".across").textContent}; up: US dollars a month`);
  const above = (2 + 0.75 * caption.length) * margin;
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = { width: Math.ceil(width) + 2 * margin, height: Math.ceil(height + above + (2.5 + 0.75 * axes.length) * margin) };
  for (const [name, value] of Object.entries(size)) {
    picture.setAttribute(name, value);
  }
  picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const paper = document.createElementNS(picture.namespaceURI, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(chart.closest(".card")).backgroundColor);
  picture.append(
    paper,
    words(1.5 * margin, 16, document.querySelector("#by-volume h3").textContent),
    ...caption.map((line, index) => words((2.25 + 0.75 * index) * margin, 12, line)),
    ...axes.map((line, index) => words(size.height - margin * (0.5 + 0.75 * (axes.length - 1 - index)), 12, line)),
  );
  const place = ({ left: x, top: y }) => [x - left + margin, y - top + above + 1.25 * margin];
  // On a narrow page the names of the lines stand below it.
  for (const { lastChild } of chart.querySelectorAll(".key li")) {
    const name = document.createRange();
    name.selectNode(lastChild);
    const box = name.getBoundingClientRect();
    if (box.width > 0) {
      const [x, y] = place(box);
      picture.append(words(y + 0.8 * box.height, getComputedStyle(lastChild.parentElement).fontSize, lastChild.textContent, x));
    }
  }
  for (const part of chart.querySelectorAll(":scope > svg, .key svg")) {
    if (part.getClientRects().length === 0) {
      continue;
    }
    const copied = part.cloneNode(true);
    const [from, to] = [part, copied].map((root) => [root, ...root.querySelectorAll("*")]);
    from.forEach((element, index) => {
      const look = getComputedStyle(element);
      to[index].removeAttribute("class");
      for (const property of LOOK) {
        to[index].style.setProperty(property, look.getPropertyValue(property));
      }
    });
    const box = part.getBoundingClientRect();
    const [x, y] = place(box);
    for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height })) {
      copied.setAttribute(name, value);
    }
    copied.style.overflow = "visible";
    picture.append(copied);
  }
  return { text: new XMLSerializer().serializeToString(picture), ...size };
}

/** The same in pixels, two for each of the page's, so that it is sharp on paper. */
async function pixels({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Does what a button says; returns what to say about it. */
export async function take(what, fetchProgram) {
  switch (what) {
    case "link":
      return copy(address(), "the link: it holds every input");
    case "command":
      return copy(document.querySelector(".take code").textContent, "the command");
    case "svg":
      save("cost-by-volume.svg", "image/svg+xml", drawn().text);
      return "Saved cost-by-volume.svg.";
    case "png":
      save("cost-by-volume.png", "image/png", await pixels(drawn()));
      return "Saved cost-by-volume.png.";
    case "print":
      print();
      return "";
    default:
      return file(what, fetchProgram);
  }
}
