// The number of visible elements among those that the selector matches.
selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility() && element.getBoundingClientRect().width > 0).length
