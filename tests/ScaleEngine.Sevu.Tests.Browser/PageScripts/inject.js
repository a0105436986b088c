// Adds markup to the page as if it had been there from the start, and returns the directives of the policy that it violated within
// a second.
async markup => {
    const directives = [];
    const violated = new Promise(resolve => document.addEventListener('securitypolicyviolation', violation => {
        directives.push(violation.effectiveDirective);
        resolve();
    }));
    // Unlike innerHTML, a fragment of a range runs its scripts.
    document.body.append(document.createRange().createContextualFragment(markup));
    document.querySelector('form')?.submit();
    await Promise.race([violated, new Promise(resolve => setTimeout(resolve, 1000))]);
    return directives;
}
