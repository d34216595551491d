"""What axe says of a page as it is drawn. Text that looks as text it has passed already is not measured again."""

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

AXE = AXE_FILE_PATH.read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
CONTRAST = "color-contrast"  # three quarters of what axe takes

# How each piece of text looks, as a number: every element around it by its name and classes, with whatever axe reads
# of its style; its own colour, size and weight; whether it is letters; and whether it may be used.
LOOKS = """
const SURFACE = ['backgroundColor', 'backgroundImage', 'opacity', 'position', 'zIndex', 'filter', 'mixBlendMode',
    'overflow', 'clip', 'clipPath', 'visibility', 'transform', 'float'];
const TEXT = ['color', 'fontSize', 'fontWeight', 'textShadow', 'textIndent', 'webkitTextStrokeWidth'];
const digest = (text) => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
        high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
        low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
};
const read = (style, names) => names.map((name) => style[name]).join();
const around = new Map();
const surface = (one) => {
    if (!one) return 0;
    if (!around.has(one)) {
        const drawn = ['', '::before', '::after'].map((part) => read(getComputedStyle(one, part), SURFACE));
        const state = `${one.matches(':disabled')}${one.ariaDisabled}${one.control?.disabled}`;
        around.set(one, digest([surface(one.parentElement), one.tagName, one.className, state, ...drawn].join('|')));
    }
    return around.get(one);
};
const LETTERS = /[\\p{L}\\p{N}].*[\\p{L}\\p{N}]/u;
const looks = new Map();
for (const one of document.body.querySelectorAll('*')) {
    const own = [...one.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : '')).join('');
    if (!own.trim() && !one.matches('input, select, textarea')) continue;
    const box = one.getBoundingClientRect();
    const seen = one.checkVisibility() && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
    const text = [surface(one), read(getComputedStyle(one), TEXT), LETTERS.test(own), one.type, seen];
    looks.set(one, digest(text.join('|')));
}
"""
OTHER_RULES = """async (options) => (await axe.run(options)).violations.map(
    ({id, help, nodes}) => [id, help, nodes.map((node) => [node.html.slice(0, 200), node.failureSummary])])"""
# Gives what is wrong, and the looks that are right from now on. What axe could not tell is asked again each time.
NEW_LOOKS = f"""async ([rule, passed]) => {{
    {LOOKS}
    const known = new Set(passed);
    const unlike = [...looks.keys()].filter((one) => !known.has(looks.get(one)));
    if (!unlike.length) return [[], []];
    const found = await axe.run({{include: unlike}}, {{runOnly: [rule], elementRef: true}});
    const wrong = found.violations.map(({{id, help, nodes}}) =>
        [id, help, nodes.map((node) => [node.html.slice(0, 200), node.failureSummary])]);
    const unsure = new Set([...found.violations, ...found.incomplete].flatMap(({{nodes}}) =>
        nodes.map((node) => looks.get(node.element))));
    return [wrong, [...new Set(unlike.map((one) => looks.get(one)))].filter((look) => !unsure.has(look))];
}}"""

_passed: set[int] = set()


def violations(page: Page, *, colours_alone: bool = False) -> list[Any]:
    """All that axe finds wrong with the page as it is now; `colours_alone` where the rest was judged already."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = {**RULES, "rules": {CONTRAST: {"enabled": False}}}
    found = [] if colours_alone else page.evaluate(OTHER_RULES, rules)
    faint, right = page.evaluate(NEW_LOOKS, [CONTRAST, list(_passed)])
    _passed.update(right)
    return [*found, *faint]
