// The style elements and attributes that have no effect because the page's policy blocks them.
() => [
    ...[...document.querySelectorAll('style')].filter(style => !style.sheet || style.sheet.cssRules.length === 0),
    ...document.querySelectorAll('[style]'),
].map(element => element.outerHTML.slice(0, 200))
