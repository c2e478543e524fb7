"""The reference page says what the code says."""

from framing.learn.reference import write_reference


def test_the_reference_page_is_up_to_date(checkout):
    page = (checkout / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == write_reference(), "run: python -m framing.learn reference > docs/reference.md"
