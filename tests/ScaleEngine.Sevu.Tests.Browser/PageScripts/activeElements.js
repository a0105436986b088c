// Elements, attributes and links with which a page loads or runs something.
() => [
    ...document.querySelectorAll('script, iframe, frame, object, embed, base, form, audio, video, portal, foreignObject, '
        + 'link:not([href^="data:"]), img:not([src^="data:"]), image:not([href^="data:"]), '
        + 'meta[http-equiv="refresh" i], a[href^="javascript:" i], [srcset], [background], [ping], [autofocus]'),
    ...[...document.querySelectorAll('*')].filter(element => element.getAttributeNames().some(name => /^on/i.test(name))),
].map(element => element.outerHTML.slice(0, 200))
