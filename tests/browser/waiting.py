"""Wait for a page by its own clock, so that a busy machine delays the test as it delays the page."""


def settle(page, milliseconds):
    """Let so much of the page's time go by, and what was asked for until then be painted."""
    page.evaluate(
        "(ms) => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame("
        "() => setTimeout(done))), ms))",
        milliseconds,
    )
