// The visible texts of the page.
() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (walker.currentNode.data.trim() && walker.currentNode.parentElement.checkVisibility({ checkVisibilityCSS: true })) {
            texts.push(walker.currentNode.data.trim());
        }
    }
    return texts;
}
