"""Rows moved by the terminal itself: a list that scrolls by a row sends that row, not all of them.

What a widget has yet to repaint moves along, so that in the end the screen is the same as if all were sent anew.
"""

from __future__ import annotations

from quoth.tui.terminal.driver import QuothDriver
from textual.geometry import Region
from textual.widget import Widget


def can_scroll(widget: Widget) -> bool:
    """Whether the terminal can move the widget's rows: it knows how to, and the widget spans the screen."""
    driver = widget.app._driver
    return isinstance(driver, QuothDriver) and driver.scrolls and widget.region.width == widget.app.size.width


def scroll(widget: Widget, rows: range, by: int) -> bool:
    """Have the terminal move these lines of a widget so many up (down where negative), and repaint what comes in.

    For a widget without border that draws its lines itself and has just begun to show them moved by so many. False,
    and nothing done, where the terminal cannot or it is not worth it: then all of them are to be repainted.
    """
    app, screen, driver = widget.app, widget.screen, widget.app._driver
    region = widget.region
    fits = screen.is_current and not app._batch_count and region.bottom <= app.size.height
    if not (isinstance(driver, QuothDriver) and can_scroll(widget) and fits and abs(by) * 2 <= len(rows)):
        return False
    waiting = {y for region in widget._repaint_regions for y in region.line_range}
    shown = {y - by if y in rows else y for y in waiting if y not in rows or y - by in rows}
    widget._styles_cache.clear()
    widget._repaint_regions.clear()
    driver.scroll(region.y + rows.start + 1, region.y + rows.stop, by)
    came_in = rows[-by:] if by > 0 else rows[:-by]
    widget.refresh(*(Region(0, y, region.width, 1) for y in sorted(shown.union(came_in))))
    return True
