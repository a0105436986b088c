// Content that cannot be seen: HTML outside an element that hides it, text outside its SVG. On paper, nothing scrolls: what would
// scroll is cut as well.
isPrint => {
    const cut = [];
    const hiding = isPrint ? ['hidden', 'clip', 'auto', 'scroll'] : ['hidden', 'clip'];
    for (const element of document.body.querySelectorAll(':not(svg, svg *)')) {
        // One pixel by one is how text for screen readers alone is hidden.
        if (element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && hiding.includes(getComputedStyle(element).overflowX)) {
            cut.push(`${element.scrollWidth} px in ${element.clientWidth} px: ${element.outerHTML.slice(0, 200)}`);
        }
    }
    for (const text of document.querySelectorAll('svg text')) {
        const inner = text.getBoundingClientRect();
        const outer = text.ownerSVGElement.getBoundingClientRect();
        if (inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1)) {
            cut.push(`outside its SVG: ${text.outerHTML.slice(0, 200)}`);
        }
    }
    return cut;
}
