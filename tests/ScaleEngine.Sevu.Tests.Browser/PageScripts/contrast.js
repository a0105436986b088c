// The visible texts, in HTML and SVG, with a contrast below the minimum. Each is compared with what is painted under its first line.
// The paper is the colour of the page; null for its own.
(minimum, paper) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const paint = layers => {
        canvas.globalAlpha = 1;
        canvas.fillStyle = '#fff';
        canvas.fillRect(0, 0, 1, 1);
        for (const [color, alpha] of layers) {
            canvas.globalAlpha = alpha;
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const luminance = rgb => rgb.map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const isSvg = element => element instanceof SVGElement && element.localName !== 'svg';
    const opacity = element => element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
    const layer = (element, style) => isSvg(element)
        ? [style.fill === 'none' ? 'transparent' : style.fill, Number(style.fillOpacity) * opacity(element)]
        : [paper ? 'transparent' : style.backgroundColor, opacity(element)];

    // The page's colour where it sets none: it depends on the colour scheme.
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Canvas';
    const bottom = [paper ?? getComputedStyle(probe).color, 1];
    probe.remove();
    // elementsFromPoint finds only what takes the pointer.
    document.querySelectorAll('svg *').forEach(element => element.style.pointerEvents = 'all');

    const low = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility({ checkVisibilityCSS: true })) {
            continue;
        }

        const range = document.createRange();
        range.selectNodeContents(text);
        element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
        const box = [...range.getClientRects()].find(rectangle => rectangle.width > 2 && rectangle.height > 2);
        if (!box) {
            continue;
        }

        const stack = document.elementsFromPoint(Math.max(1, box.left + Math.min(box.width / 2, 20)), box.top + box.height / 2);
        const under = stack.filter(other => !other.matches('text, tspan')).map(other => layer(other, getComputedStyle(other))).reverse();
        const style = getComputedStyle(element);
        const ink = [isSvg(element) ? style.fill : style.color, opacity(element) * (isSvg(element) ? Number(style.fillOpacity) : 1)];
        const [background, foreground] = [paint([bottom, ...under]), paint([bottom, ...under, ink])];
        const [dark, light] = [luminance(background), luminance(foreground)].sort((one, other) => one - other);
        const contrast = (light + 0.05) / (dark + 0.05);
        if (contrast < minimum) {
            low.push(`${contrast.toFixed(2)}: rgb(${foreground}) on rgb(${background}): "${text.data.trim().slice(0, 60)}" in ${element.outerHTML.slice(0, 120)}`);
        }
    }
    return low;
}
