"""Two ways to use a page: by the keyboard alone, and by pointing where no script runs. A journey is told for both."""

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 400


class Pointing:
    """Clicks and types; what it needs are plain links and forms."""

    java_script = False

    def __init__(self, page: Page):
        self.page = page

    def go(self, path: str) -> None:
        self.page.goto(path)

    def follow(self, name: str, *, exact: bool = True) -> None:
        self.press_on(self._named("link", name, exact))

    def press(self, name: str, *, exact: bool = True) -> None:
        self.press_on(self._named("button", name, exact))

    def fill(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)

    def choose(self, label: str, *, within: str = "main") -> None:
        """A radio button or checkbox is drawn by its label, and that is what one points at."""
        control = self.page.locator(within).get_by_label(label, exact=True).first
        self.page.locator(f"label[for='{control.get_attribute('id')}']").click()

    def tick(self, box: Locator) -> None:
        box.check()

    def select(self, selector: str, label: str) -> None:
        self.page.locator(selector).select_option(label=label)

    def open_part(self, name: str) -> None:
        self.page.locator("summary", has_text=name).first.click()

    def press_on(self, target: Locator) -> None:
        target.click()

    def see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def _named(self, role: str, name: str, exact: bool) -> Locator:
        return self.page.locator("main").get_by_role(role, name=name, exact=exact).first


class Keyboard(Pointing):
    """Never touches the mouse: walks with Tab, and what it stands on has a ring that can be seen."""

    java_script = True

    def press_on(self, target: Locator) -> None:
        self._walk_to(target)
        self.page.keyboard.press("Enter")

    def fill(self, selector: str, text: str) -> None:
        self._walk_to(self.page.locator(selector))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, *, within: str = "main") -> None:
        target = self.page.locator(within).get_by_label(label, exact=True).first
        if target.get_attribute("type") != "radio":
            self._walk_to(target)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(within).locator(f"input[name='{target.get_attribute('name')}']")
        checked = group.and_(self.page.locator(":checked"))
        self._walk_to(checked.first if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(target).to_be_checked()

    def tick(self, box: Locator) -> None:
        self._walk_to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def select(self, selector: str, label: str) -> None:
        self._walk_to(self.page.locator(selector))
        self.page.keyboard.type(label, delay=5)
        expect(self.page.locator(selector).locator("option:checked")).to_have_text(label)

    def open_part(self, name: str) -> None:
        self.press_on(self.page.locator("summary", has_text=name).first)

    def _walk_to(self, target: Locator) -> None:
        expect(target).to_be_attached()
        handle = target.element_handle()
        for _ in range(MOST_TABS):
            if handle.evaluate("element => element === document.activeElement"):
                assert handle.evaluate(RING), f"Nothing shows that the focus is on {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")


# The ring is on the control, or, for a radio button or checkbox drawn by its label, on that label's box.
RING = """element => {
  const ring = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return ring(getComputedStyle(element))
    || [...(element.labels || [])].some((label) => ring(getComputedStyle(label, "::before")));
}"""
