// Draws one analyte: bands, results and orders on one time axis. Where a value belongs was decided by the service.
import { h, said, svg } from "./dom.js";
import { day, month, number, words } from "./strings.js";

const HEIGHT = 174;
const EDGE = { left: 40, right: 12, top: 22, bottom: 22 };
const DAY = 86_400_000;

export class TrendView {
  #width = 0;
  #plot = h("div", { class: "plot" });
  #head = h("header", {});
  #about = h("div", {});
  #slider = null;

  constructor(trend, now) {
    this.now = now;
    this.element = h("section", { class: "trend", "data-analyte": trend.analyte }, this.#head, this.#plot, this.#about);
    new ResizeObserver(entries => {
      const width = Math.floor(entries[0].contentRect.width);
      if (width && width !== this.#width) {
        this.#width = width;
        this.#draw();
      }
    }).observe(this.#plot);
    this.update(trend);
  }

  update(trend) {
    this.trend = trend;
    const newest = trend.points.find(point => point.counts && point.low !== null || point.counts && point.high !== null);
    const band = newest && newest.band !== null ? trend.bands[newest.band] : null;
    this.#head.replaceChildren(
      h("h3", {}, said(capital(trend.name))),
      newest ? h("p", { class: "newest" }, h("strong", {}, said(newest.sent)), " ", h("span", { class: "hint whole" }, day(newest.date))) : "",
      band ? h("span", { class: `level ${band.level}` }, said(band.says || words.noRule)) : "");
    const isOpen = this.#about.querySelector("details")?.open ?? false;
    const isFocused = this.#about.contains(document.activeElement);
    this.#about.replaceChildren(this.#legend(), this.#table(isOpen));
    if (isFocused) this.#about.querySelector("summary").focus();
    if (this.#width) this.#draw();
  }

  #legend() {
    return this.trend.bands.length ? h("ul", { class: "bands" }, this.trend.bands.map(band =>
      h("li", { class: band.level }, h("b", { class: "whole" }, typeset(band.range)), " ", said(band.says || words.noRule)))) : "";
  }

  #table(open) {
    const { points, orders, bands } = this.trend;
    const rows = [
      ...points.map(point => ({ at: point.at, cells: () => [day(point.date), h("span", {}, said(point.sent || "—"), point.note ? h("span", { class: "hint" }, " ", said(point.note)) : ""),
        point.band !== null ? said(bands[point.band].says || words.noRule) : point.counts ? "" : words.notCounted] })),
      ...orders.map(order => ({ at: order.at, cells: () => [day(order.date), said(`${words.order}: ${order.name}`), order.status] })),
    ].sort((one, other) => String(other.at).localeCompare(String(one.at)));
    const details = h("details", { open }, h("summary", {}, words.values(rows.length)));
    const fill = () => {
      if (!details.open || details.childElementCount > 1) return;
      details.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${capital(this.trend.name)}: ${words.value}` },
        h("table", {}, h("thead", {}, h("tr", {}, [words.date, words.value, words.reading].map(head => h("th", { scope: "col" }, head)))),
          h("tbody", {}, rows.slice(0, 400).map(row => h("tr", {}, row.cells().map(cell => h("td", {}, cell))))))));
    };
    details.addEventListener("toggle", fill);
    fill();
    return details;
  }

  /** A slider that tries another newest value; `change` is told the number, in the unit of the axis. */
  tryValues(change) {
    if (this.#slider) this.#slider.remove();
    this.#slider = null;
    const newest = this.trend.points.find(point => point.id === this.trend.change && point.low !== null);
    if (!change || !newest) return;
    const [low, high] = this.#range();
    const step = 10 ** Math.floor(Math.log10((high - low) / 150));
    const shown = h("output", {}, `${number(newest.low)} ${written(this.trend.unit)}`);
    const input = h("input", { type: "range", min: String(Math.max(step, low)), max: String(high), step: String(step), value: String(newest.low),
      "aria-label": words.whatIfLabel(this.trend.name),
      oninput: () => {
        const value = Number(Number(input.value).toPrecision(6));
        shown.textContent = `${number(value)} ${written(this.trend.unit)}`;
        input.setAttribute("aria-valuetext", shown.textContent);
        change(this.trend, value);
      } });
    this.#slider = h("p", { class: "slider" }, h("span", {}, words.whatIfLabel(this.trend.name)), input, shown);
    this.#plot.after(this.#slider);
  }

  #range() {
    const { bands } = this.trend;
    const counted = this.trend.points.filter(point => point.counts);
    const points = counted.some(point => point.low !== null || point.high !== null) ? counted : this.trend.points;
    const values = points.flatMap(point => [point.low, point.high]).filter(value => value !== null);
    const most = Math.max(...values, 0);
    const cuts = bands.map(band => band.high).filter(cut => cut !== null);
    const near = cuts.filter((cut, i) => i === 0 || cut <= most * 2.2);
    const all = [...values, ...near];
    if (!all.length) return [0, 1];
    let low = Math.min(...all);
    let high = Math.max(...all);
    const pad = (high - low || high || 1) * 0.15;
    low = low < high * 0.7 || low - pad < 0 ? 0 : low - pad;
    return [low, high + pad];
  }

  #draw() {
    const { trend } = this;
    const width = this.#width;
    const [low, high] = this.#range();
    const moments = [...trend.points, ...trend.orders].filter(it => it.at).map(it => Date.parse(it.at));
    const last = Math.max(this.now.getTime(), ...moments);
    const first = Math.min(...moments, last - 60 * DAY);
    const slack = (last - first) * 0.03;
    const x = moment => EDGE.left + (moment - first + slack) / (last - first + 2 * slack) * (width - EDGE.left - EDGE.right);
    const y = value => HEIGHT - EDGE.bottom - (Math.min(high, Math.max(low, value)) - low) / (high - low) * (HEIGHT - EDGE.top - EDGE.bottom);
    const newest = trend.points[0];
    this.#plot.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img",
      "aria-label": words.plot(capital(trend.name), trend.points.length, newest ? `${newest.sent}, ${day(newest.date)}` : "—") },
    this.#bands(width, low, high, y), axes(width, low, high, first, last, x, y, trend), this.#orders(x), this.#line(x, y), this.#points(x, y)));
  }

  #bands(width, low, high, y) {
    return this.trend.bands.filter(band => (band.low ?? low) < high && (band.high ?? high) > low).map(band => {
      const top = y(band.high ?? high);
      return svg("rect", { class: `band ${band.level}`, x: EDGE.left, width: width - EDGE.left - EDGE.right, y: top, height: Math.max(0, y(band.low ?? low) - top) },
        svg("title", {}, `${typeset(band.range)}: ${band.says || words.noRule}`));
    });
  }

  #orders(x) {
    return this.trend.orders.map(order => {
      const at = x(Date.parse(order.at));
      return svg("g", { class: "order" }, svg("path", { d: `M${at} ${EDGE.top}V${HEIGHT - EDGE.bottom}` }), svg("path", { class: "flag", d: `M${at - 5} ${EDGE.top - 9}h10l-5 8z` }),
        svg("title", {}, `${words.order}: ${order.name}, ${order.status}, ${day(order.date)}`));
    });
  }

  #line(x, y) {
    const exact = this.trend.points.filter(point => point.counts && point.at && point.low !== null && point.low === point.high);
    return exact.length > 1 ? svg("polyline", { class: "line", points: exact.map(point => `${x(Date.parse(point.at)).toFixed(1)},${y(point.low).toFixed(1)}`).join(" ") }) : null;
  }

  #points(x, y) {
    const isDense = this.trend.points.length > 40;
    return this.trend.points.filter(point => point.at).map(point => {
      const at = x(Date.parse(point.at));
      const level = point.band === null ? "none" : this.trend.bands[point.band].level;
      const title = svg("title", {}, `${point.sent || "—"}, ${day(point.date)}${point.note ? `: ${point.note}` : ""}`);
      if (point.low === null && point.high === null) {
        const base = HEIGHT - EDGE.bottom - 6;
        return svg("g", { class: "unread" }, svg("path", { d: `M${at - 4} ${base - 4}l8 8m0 -8l-8 8` }), title);
      }
      const value = point.low !== null && point.high !== null ? (point.low + point.high) / 2 : point.low ?? point.high;
      const shape = point.low === null ? { d: `M${at - 5} ${y(value) - 2}h10l-5 9z` }
        : point.high === null ? { d: `M${at - 5} ${y(value) + 2}h10l-5 -9z` } : null;
      const mark = shape ? svg("path", shape) : svg("circle", { cx: at, cy: y(value), r: isDense ? 2.5 : 4 });
      return svg("g", { class: `point ${level}${point.counts ? isDense ? " dense" : "" : " apart"}` },
        point.low !== null && point.high !== null && point.low !== point.high ? svg("path", { class: "span", d: `M${at} ${y(point.low)}V${y(point.high)}` }) : null, mark, title);
    });
  }
}

const typeset = range => range.replace("<=", "≤ ").replace(">=", "≥ ").replace(/^([<>])(?=\d)/, "$1 ").replace("-", " – ");
const written = unit => unit.replace("{1.73_m2}", "1.73 m²").replace(/^u(?=[gmkU])/, "µ");
const capital = text => /^.[A-Z]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);

function axes(width, low, high, first, last, x, y, trend) {
  const cuts = trend.bands.map(band => band.high).filter(cut => cut !== null && cut > low && cut < high);
  const ticks = cuts.length ? cuts : roundNumbers(low, high);
  const kept = ticks.filter((tick, i) => i === 0 || Math.abs(y(tick) - y(ticks[i - 1])) > 11);
  const months = monthStarts(first, last, Math.max(2, Math.floor((width - EDGE.left) / 70)));
  return svg("g", { class: "axes" },
    kept.map(tick => svg("g", {}, svg("path", { d: `M${EDGE.left} ${y(tick)}H${width - EDGE.right}` }), svg("text", { x: EDGE.left - 5, y: y(tick) + 4, "text-anchor": "end" }, number(tick)))),
    svg("text", { class: "unit", x: 0, y: 9 }, written(trend.unit)),
    months.map(moment => svg("text", { x: x(moment), y: HEIGHT - 6, "text-anchor": "middle" }, month(moment))));
}

/** Two to five round numbers between two values. */
function roundNumbers(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 2));
  const step = [5, 2, 1].map(times => times * power).find(it => it <= (high - low) / 2);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Firsts of months between two moments, so few that their names have room. */
function monthStarts(first, last, most) {
  const every = Math.max(1, Math.ceil((last - first) / DAY / 30.4 / most));
  const starts = [];
  const from = new Date(first);
  for (let i = 1; starts.length < 40; i += every) {
    const moment = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + i, 1);
    if (moment > last) break;
    starts.push(moment);
  }
  return starts.length ? starts : [first];
}
