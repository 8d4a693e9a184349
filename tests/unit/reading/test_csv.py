import io

import pytest

from geomap.errors import InputError
from geomap.reading import read_documents
from geomap.reading.csv import read_csv


def rows(text, **columns):
    return list(read_csv(io.StringIO(text, newline=""), "news.csv", **columns))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_row_is_a_document_with_the_usual_columns(separator):
    table = 'ID,Headline,Published At,Body,Outlet\n7,Rain,2025-10-14 08:00,"Homs\nand Hama.",Post\n,,,Idlib.,\n'
    first, second = rows(table.replace(",", separator))
    assert (first.id, first.title, first.text, first.source) == ("7", "Rain", "Homs\nand Hama.", "Post")
    assert first.date.isoformat() == "2025-10-14"
    assert (second.id, second.text, second.date, second.source) == ("2", "Idlib.", None, None)


def test_columns_can_be_named():
    (document,) = rows("text,lead,when\nTokyo,Homs.,14 October 2025\n", text_column="lead", date_column="when")
    assert (document.text, document.date.isoformat()) == ("Homs.", "2025-10-14")


def test_rows_without_text_are_passed_over_and_short_rows_do_no_harm():
    assert [document.id for document in rows("text,date\nHoms.\n\n , \nHama.,2025-10-14\n")] == ["1", "2"]


def test_a_long_article_fits_in_a_cell():
    (document,) = rows('text\n"' + "Homs. " * 100_000 + '"\n')
    assert len(document.text) == 600_000


@pytest.mark.parametrize(
    ("table", "columns", "message"),
    [
        ("a,b\n1,2\n", {}, "news.csv: say with --text-column which column holds the text; there are: a, b"),
        ("a,b\n1,2\n", {"text_column": "c"}, "news.csv has no column 'c' (--text-column); there are: a, b"),
        (
            "text,n\nx,12\ny,many\n",
            {"weight_column": "n"},
            "news.csv, line 3: the weight 'many' is not a number such as 1200, 1,200 or 3.5",
        ),
        ("text\nx\n", {"weight_column": "n"}, "news.csv has no column 'n' (--weight-column); there are: text"),
        ("text\nx\n", {"date_column": "d"}, "news.csv has no column 'd' (--date-column); there are: text"),
        (
            "text,d\nx,2025-10-14\ny,10/11/25\n",
            {"date_column": "d"},
            "news.csv, line 3: the date '10/11/25' is not of the form 2025-10-14",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(table, columns, message):
    with pytest.raises(InputError) as raised:
        rows(table, **columns)
    assert str(raised.value) == message


def test_a_date_in_a_guessed_column_that_is_not_understood_is_left_out():
    assert rows("text,date\nHoms.,10/11/25\n")[0].date is None


def test_a_table_from_a_western_spreadsheet_is_read(tmp_path):
    path = tmp_path / "news.csv"
    path.write_bytes("text;date\r\nMálaga – São Paulo;14.10.2025\r\n".encode("cp1252"))
    (document,) = read_documents(path)
    assert (document.text, document.date.isoformat()) == ("Málaga – São Paulo", "2025-10-14")


def test_a_table_without_rows_is_said(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("text,date\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"news\.csv has no row with a text"):
        list(read_documents(path))
