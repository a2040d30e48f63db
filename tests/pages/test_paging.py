import pytest
from werkzeug.exceptions import NotFound

from bot.pages.paging import page_of


def test_a_list_is_cut_into_pages_that_lose_nothing() -> None:
    items = list(range(45))
    pages = [page_of(items, {"page": str(number)}, 20) for number in (1, 2, 3)]
    assert [item for page in pages for item in page.items] == items
    assert [(page.previous, page.following) for page in pages] == [(None, 2), (1, 3), (2, None)]


def test_an_empty_list_has_one_empty_page() -> None:
    nothing: list[int] = []
    page = page_of(nothing, {}, 20)
    assert (page.items, page.pages, page.following) == ([], 1, None)


@pytest.mark.parametrize("asked", ["0", "4", "-1", "x", "", "01", "１", "9" * 7, "1e3"])
def test_a_page_that_does_not_exist_is_not_found(asked: str) -> None:
    with pytest.raises(NotFound):
        page_of(list(range(45)), {"page": asked}, 20)
