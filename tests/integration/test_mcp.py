"""``geomap mcp`` as an assistant meets it: the SDK's own client, over standard input and output."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("mcp", reason="needs mcp")

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError

TEXT = "Aid reached Homs on Tuesday. <script>alert(1)</script>"


@pytest.fixture(scope="module")
def told():
    """What a session is told, by what it asks."""
    import os

    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "geomap", "mcp"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    async def session():
        answers = {}
        async with stdio_client(parameters) as streams, ClientSession(*streams) as client:
            answers["hello"] = await client.initialize()
            answers["tools"] = (await client.list_tools()).tools
            for key, tool, arguments in (
                ("geoparse", "geoparse", {"text": TEXT, "date": "2025-10-14", "title": "Aid"}),
                ("resolve", "resolve", {"text": TEXT, "spans": [{"start": 12, "end": 16}]}),
                ("outside", "resolve", {"text": TEXT, "spans": [{"start": 12, "end": 999}]}),
                ("lookup", "lookup", {"name": "Tripoli", "country": "LB", "limit": 3}),
                ("reverse", "reverse", {"lat": 33.126, "lon": 35.825}),
                ("nowhere", "reverse", {"lat": 133, "lon": 35}),
                ("long", "geoparse", {"text": "Homs. " * 40_000}),
                ("map", "map", {"text": TEXT}),
                ("again", "map", {"text": TEXT}),
            ):
                answers[key] = await client.call_tool(tool, arguments)
            answers["page"] = await client.read_resource(answers["map"].content[1].uri)
            try:
                await client.read_resource("geomap://maps/0.html")
            except MCPError as error:
                answers["no page"] = str(error)
        return answers

    # A browser that other tests have open has an event loop in this thread.
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(anyio.run, session).result()


def test_the_tools_say_what_they_take(told):
    tools = {tool.name: tool for tool in told["tools"]}
    assert set(tools) == {"geoparse", "resolve", "lookup", "reverse", "map"}
    assert told["hello"].server_info.name == "geomap"
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint
    assert tools["geoparse"].input_schema["required"] == ["text"]
    assert tools["geoparse"].input_schema["properties"]["date"]["anyOf"][0]["format"] == "date"


def test_a_text_is_answered_with_places_and_reasons(told):
    found = told["geoparse"].structured_content
    (mention,) = found["mentions"]
    assert (mention["place_id"], mention["start"], mention["end"]) == ("geonames:169577", 12, 16)
    assert mention["reasons"]
    assert found["places"][0]["mentions"] == 1
    assert found["attribution"] == ["Place names and positions: GeoNames, CC BY 4.0"]
    assert told["resolve"].structured_content["mentions"][0]["place_id"] == "geonames:169577"


def test_names_and_points_are_looked_up(told):
    assert {place["country_code"] for place in told["lookup"].structured_content["places"]} == {"LB"}
    assert told["reverse"].structured_content["status"]["of"]


def test_a_map_is_a_resource_of_one_name_for_one_text(told):
    words, link = told["map"].content
    assert link.uri in words.text
    assert link.mime_type == "text/html"
    assert told["again"].content[1].uri == link.uri
    (page,) = told["page"].contents
    assert page.mime_type == "text/html"
    assert page.text.startswith("<!DOCTYPE html>")
    assert "<script>alert(1)" not in page.text
    assert "there is no map '0.html'" in told["no page"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("outside", "the span 12-999 is empty or outside the text"),
        ("long", "at most 200,000 are read"),
        ("nowhere", "90"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(told, key, words):
    assert told[key].is_error
    assert words in told[key].content[0].text


def test_without_the_sdk_it_says_what_to_install():
    code = (
        "import sys; sys.modules['mcp'] = None; sys.argv = ['geomap', 'mcp']; from geomap.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, input="", check=False)
    assert done.returncode == 1
    assert done.stderr == "geomap: serving the Model Context Protocol needs mcp: pip install 'geomap-news[mcp]'\n"
