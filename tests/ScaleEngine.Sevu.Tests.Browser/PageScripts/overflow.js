// What is wider than the page; nothing if all fits. Elements that scroll by themselves may contain more.
() => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth) {
        return [];
    }

    const scrolls = element => ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX);
    const isInside = element => {
        for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
            if (scrolls(parent)) {
                return true;
            }
        }
        return false;
    };
    const wide = [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right + scrollX > page.clientWidth && !isInside(element))
        .slice(0, 5)
        .map(element => element.outerHTML.slice(0, 200));
    return [`${page.scrollWidth} px instead of ${page.clientWidth} px, because of:`, ...wide];
}
