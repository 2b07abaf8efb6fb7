// The button on the sheet that opens the browser's own printing.

document.getElementById("print").addEventListener("click", () => window.print());
