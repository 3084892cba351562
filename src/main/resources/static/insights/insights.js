"use strict";
// Draws each chart of the page from the data beside it. The tables show the same data without it.
const style = getComputedStyle(document.documentElement);
const color = name => style.getPropertyValue(name).trim();
// Lines that are told apart by more than their colour.
const marks = ["circle", "triangle", "rect", "rectRot", "star", "crossRot"];
const palette = ["#2f7fd1", "#d9822b", "#3a9d6e", "#a05bc0", "#c94f5c", "#6b7c8c"];
Chart.defaults.color = color("--quiet");
Chart.defaults.borderColor = color("--line");
Chart.defaults.font.family = "system-ui, sans-serif";
Chart.defaults.animation = false;
// A name of a service, which may be long, breaks after its hyphens.
const linesOf = label => label.split(/: ?/).flatMap(part => part.match(/.{1,16}(?:-|$)|.+/g) ?? [part]);
for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
  const chart = JSON.parse(canvas.dataset.chart);
  const names = Object.keys(chart.series);
  // A bar that is not drawn says why; a line has a gap.
  const isHidden = at => chart.type === "BAR" && names.every(name => chart.series[name][at] === null);
  // Long names stand beside their bars, where each has a line.
  const isSideways = chart.type === "BAR" && chart.labels.some(label => label.length > 16);
  const scales = {
    x: { ticks: { autoSkip: !isSideways, maxRotation: 45 }, grid: { display: false } },
    // A rate is read against all of them, a count has no fractions.
    y: { beginAtZero: true, suggestedMax: chart.unit === "%" ? 100 : undefined, ticks: { precision: chart.unit.startsWith("%") ? undefined : 0 }, title: { display: true, text: chart.unit } },
  };
  if (isSideways) {
    canvas.parentElement.style.height = `${Math.max(16, 4 + 3.4 * chart.labels.length)}rem`;
  }
  new Chart(canvas, {
    type: chart.type.toLowerCase(),
    data: {
      labels: chart.labels.map((label, at) => [...linesOf(label), ...(isHidden(at) ? ["fewer than 5"] : [])]),
      datasets: names.map((name, i) => ({
        label: name,
        data: chart.series[name],
        backgroundColor: palette[i % palette.length],
        borderColor: palette[i % palette.length],
        borderWidth: chart.type === "LINE" ? 2 : 0,
        pointRadius: chart.labels.length > 40 ? 0 : 4,
        pointStyle: marks[i % marks.length],
        spanGaps: false,
        maxBarThickness: 48,
      })),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false, axis: isSideways ? "y" : "x" },
      plugins: { legend: { display: names.length > 1, position: "bottom", labels: { usePointStyle: chart.type === "LINE", boxHeight: chart.type === "LINE" ? 7 : undefined } } },
      indexAxis: isSideways ? "y" : "x",
      scales: isSideways ? { x: scales.y, y: scales.x } : scales,
    },
  });
}
