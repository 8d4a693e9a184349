"""A user's file of places: what is read from it, and what is said of rows that cannot be."""

import json

import pytest

from geomap.errors import InputError
from geomap.gazetteer.kindwords import known_kinds, to_feature
from geomap.gazetteer.userplaces import UserPlacesError, read_user_places, to_geojson

SQUARE = [[[36.5, 34.5], [36.6, 34.5], [36.6, 34.6], [36.5, 34.6], [36.5, 34.5]]]


@pytest.fixture
def table(tmp_path):
    def write(text, name="places.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def features(tmp_path):
    def write(*rows, **members):
        found = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
        path = tmp_path / "places.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": found, **members}), encoding="utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(UserPlacesError) as caught:
        read_user_places(path, countries={"SY", "LB"})
    return list(caught.value.problems)


def test_a_table_gives_names_kind_position_and_note(table):
    (place,) = read_user_places(
        table(
            "name,alt_names,name:ar,kind,lon,lat,country_code,population,note\n"
            'Camp Redwood,Redwood|Kamp Redwood,مخيم,refugee camp,36.55,34.5,sy,"1,200",Opened in May\n'
        )
    )
    assert place.id == "user:camp-redwood"
    assert place.name == "Camp Redwood"
    assert place.names == (("Redwood", ""), ("Kamp Redwood", ""), ("مخيم", "ar"))
    assert (place.feature_class, place.feature_code) == ("S", "CMPRF")
    assert (place.lon, place.lat, place.country_code, place.population) == (36.55, 34.5, "SY", 1200)
    assert place.note == "Opened in May"
    assert place.outline is None


@pytest.mark.parametrize(
    "text",
    [
        "Name;Latitude;Longitude\nPost 1;34,25;36,75\n",
        "place name\tlat\tlng\nPost 1\t34.25\t36.75\n",
        "\ufefftitle,Y,X\r\nPost 1,34.25,36.75\r\n\r\n",
        "name,wkt\nPost 1,POINT (36.75 34.25)\n",
        'name,geometry\nPost 1,"{""type"": ""Point"", ""coordinates"": [36.75, 34.25, 12]}"\n',
        "name,geom\nPost 1,SRID=4326;POINT Z (36.75 34.25 600)\n",
    ],
)
def test_a_table_is_read_as_it_comes(table, text):
    (place,) = read_user_places(table(text))
    assert (place.name, place.lon, place.lat) == ("Post 1", 36.75, 34.25)


def test_a_table_in_another_encoding(table):
    (place,) = read_user_places(table("name,lon,lat,note\nLager Öst,16.37,48.21,für Geflüchtete\n", encoding="cp1252"))
    assert (place.name, place.note) == ("Lager Öst", "für Geflüchtete")


def test_a_polygon_becomes_the_outline_and_the_point_lies_inside(table):
    (place,) = read_user_places(table('name,wkt\nZone,"POLYGON((36 34,36 36,38 36,38 34,36 34))"\n'))
    assert (place.lon, place.lat) == (37, 35)
    assert (place.feature_class, place.feature_code) == ("L", "AREA")
    # Written with the clock, kept against it, as RFC 7946 wants.
    assert place.outline == {
        "type": "Polygon",
        "coordinates": [[[36.0, 34.0], [38.0, 34.0], [38.0, 36.0], [36.0, 36.0], [36.0, 34.0]]],
    }


def test_the_point_of_a_crescent_lies_on_it(features):
    ring = [[0.5, 0.5], [9, 0.5], [9, 9], [0.5, 9], [0.5, 8], [8, 8], [8, 1.5], [0.5, 1.5], [0.5, 0.5]]
    (place,) = read_user_places(features(({"name": "Crescent"}, {"type": "Polygon", "coordinates": [ring]})))
    from geomap.gazetteer.usershapes import contains

    assert contains(place.outline, place.lon, place.lat)
    assert not contains(place.outline, 4, 5)


def test_a_line_is_an_outline_too(features):
    line = {"type": "LineString", "coordinates": [[36, 34], [37, 34], [37, 35]]}
    (place,) = read_user_places(features(({"name": "Route 7", "kind": "road"}, line)))
    assert place.outline["type"] == "LineString"
    assert (place.feature_class, place.feature_code, place.lon, place.lat) == ("R", "RD", 37, 34)


def test_every_bad_row_is_named_and_none_is_taken(table):
    path = table(
        "name,kind,lon,lat,country_code,wkt,population\n"
        "Good,camp,36,34,SY,,\n"
        ",camp,36,34,SY,,\n"
        "No latitude,camp,36,,SY,,\n"
        "Word,camp,east,34,SY,,\n"
        "Swapped,camp,34,136,SY,,\n"
        "Far,camp,500000,34,SY,,\n"
        "Null,camp,0,0,SY,,\n"
        "Nowhere,camp,,,SY,,\n"
        "Unknown kind,starbase,36,34,SY,,\n"
        "Unknown country,camp,36,34,XX,,\n"
        'Bow tie,zone,,,SY,"POLYGON((0 1,1 2,1 1,0 2,0 1))",\n'
        "No WKT,zone,,,SY,POLYGONE,\n"
        "Other CRS,zone,,,SY,SRID=3857;POINT(1 2),\n"
        "Crowd,city,36,34,SY,,many\n"
        "good,camp,37,35,SY,,\n"
        "!!!,camp,36,34,SY,,\n"
        "Long,camp,36,34,SY,,1,2,3\n"
    )
    found = problems(path)
    assert found[0] == "row 3: it has no name (column name)"
    assert found[1] == "row 4: it has no latitude (column lat)"
    assert found[2] == "row 5: lon 'east' is not a number"
    assert found[3] == "row 6: latitude 136 is not in [-90, 90]; longitude and latitude may be swapped"
    assert found[4] == "row 7: longitude 500000 is not in [-180, 180]; degrees (EPSG:4326) are wanted"
    assert found[5] == "row 8: 0, 0 is where missing positions end up"
    assert found[6] == "row 9: it has no position: neither lon and lat nor a geometry"
    assert found[7].startswith("row 10: the kind 'starbase' is not known; known are country, former state, province,")
    assert found[8] == "row 11: no country has the ISO 3166-1 alpha-2 code 'XX'"
    assert found[9] == "row 12: the Polygon is not valid: Self-intersection[0.5 1.5]"
    assert found[10] == "row 13: the geometry 'POLYGONE' is no WKT"
    assert found[11] == "row 14: the geometry has the CRS EPSG:3857; EPSG:4326 is wanted"
    assert found[12] == "row 15: population 'many' is not a number"
    assert found[13] == "row 16: row 2 has the id user:good already; give one of them an id of its own"
    assert found[14] == "row 17: the name '!!!' has no letter"
    assert found[15] == "row 18: it has 9 cells, the heading has 7"
    assert len(found) == 16


def test_the_message_is_one_line_with_the_file_and_the_count(table):
    path = table("name,lon,lat\n" + "X,1,\n" * 30)
    with pytest.raises(UserPlacesError) as caught:
        read_user_places(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: 30 of 30 places cannot be used, none was taken: row 2: it has no latitude")
    assert message.endswith("; and 10 more")
    assert "\n" not in message
    assert len(caught.value.problems) == 30


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (None, "it has no position"),
        ({"type": "Point", "coordinates": ["a", 1]}, "a position is not [longitude, latitude]"),
        ({"type": "Point", "coordinates": []}, "has no coordinates"),
        ({"type": "GeometryCollection", "geometries": []}, "has no coordinates"),
        ({"type": "Circle", "coordinates": [1, 2]}, "a geometry of type Circle cannot be a place"),
        ({"type": "Polygon", "coordinates": [[1, 2], [3, 4]]}, "a position is not"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6]]]}, "too short or not closed"),
        ({"type": "MultiPolygon", "coordinates": SQUARE}, "a position is not"),
        ({"type": "Polygon", "coordinates": [[[36, 34], [37, 34], [37, 95], [36, 34]]]}, "latitude 95"),
        ({"type": "Point", "coordinates": [1e999, 1]}, "no finite number"),
        ("POINT(1 2)", "its geometry is no GeoJSON geometry"),
    ],
)
def test_a_bad_geometry_is_told(features, geometry, message):
    (problem,) = problems(features(({"name": "X"}, geometry)))
    assert problem.startswith("feature 1: ")
    assert message in problem


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "name,lon,lat\n", "holds no places"),
        ("a.csv", 'name,lon,lat\n"Open,1,2\n', "row 2: not CSV"),
        ("a.geojson", "{", "is no GeoJSON"),
        ("a.geojson", "[" * 100_000, "is no GeoJSON"),
        ("a.geojson", '{"type": "Topology"}', "a FeatureCollection is wanted"),
        ("a.docx", "x", "cannot tell the format"),
        ("a.gpkg", "this is no database", "cannot read"),
    ],
)
def test_a_file_that_cannot_be_read_at_all(table, name, text, message):
    path = table(text, name)
    with pytest.raises(InputError) as caught:
        read_user_places(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_user_places(tmp_path / "none.csv")


def test_a_web_address_is_no_file():
    with pytest.raises(InputError, match="there is no such file"):
        read_user_places("https://example.org/places.gpkg")


def test_geojson_in_metres_is_refused(features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path = features(({"name": "X"}, {"type": "Point", "coordinates": [1, 2]}), crs=crs)
    with pytest.raises(InputError, match="EPSG::3857; EPSG:4326 is wanted"):
        read_user_places(path)


def test_hostile_text_stays_text(features):
    name = "{{ 7*7 }} <script>alert(1)</script> ${x}\x1b[2J\u0000"
    (place,) = read_user_places(
        features(({"name": name, "note": "a\x07b\n c"}, {"type": "Point", "coordinates": [1, 2]}))
    )
    assert place.name == "{{ 7*7 }} <script>alert(1)</script> ${x} [2J"
    assert place.note == "a b c"
    assert place.id == "user:7-7-script-alert-1-script-x-2j"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("user:Alpha 1", "user:alpha-1"),
        ("site_9", "user:site-9"),
        ("17", "user:post"),
        ("", "user:post"),
        ("مخيم", "user:مخيم"),
    ],
)
def test_ids(table, own, expected):
    (place,) = read_user_places(table(f"id,name,lon,lat\n{own},Post,1,2\n"))
    assert place.id == expected


@pytest.mark.parametrize(
    ("word", "feature"),
    [
        ("Refugee Camp", ("S", "CMPRF")),
        ("towns", ("P", "PPL")),
        ("idp_camp", ("S", "CMPRF")),
        ("S.AIRB", ("S", "AIRB")),
        ("S/AIRB", ("S", "AIRB")),
        ("AIRB", ("S", "AIRB")),
        ("P", ("P", "")),
        ("starbase", None),
        ("spa", None),
    ],
)
def test_kinds(word, feature):
    assert to_feature(word) == feature


def test_every_word_for_a_kind_leads_to_a_feature():
    assert all(to_feature(word) for word in known_kinds())
    assert len(known_kinds()) > 35


def test_a_column_type_about_something_else_is_passed_over(table):
    places = read_user_places(table("name,type,lon,lat\nA,node,1,2\nB,airport,1,2\n"))
    assert [(p.feature_class, p.feature_code) for p in places] == [("S", ""), ("S", "AIRP")]


def test_what_is_written_is_read_back(features):
    places = read_user_places(
        features(
            (
                {
                    "name": "Camp | Redwood",
                    "alt_names": ["A;B"],
                    "name:ar": "مخيم",
                    "kind": "camp",
                    "note": "n",
                    "pop": 5,
                },
                {"type": "Polygon", "coordinates": SQUARE},
            ),
            ({"name": "Post", "country_code": "SY"}, {"type": "Point", "coordinates": [36.123456789, 34]}),
        )
    )
    path = features()
    path.write_text(to_geojson(places), encoding="utf-8")
    assert read_user_places(path, trusted=True) == places


def test_a_geopackage_in_another_crs(tmp_path):
    geopandas = pytest.importorskip("geopandas")
    from shapely.geometry import Point, Polygon

    frame = geopandas.GeoDataFrame(
        {"name": ["Post", "Zone"], "kind": ["camp", None], "x": [4_091_187.0, 1.0]},
        geometry=[Point(36.75, 34.25), Polygon([(36, 34), (38, 34), (38, 36)])],
        crs="EPSG:4326",
    )
    frame.to_crs("EPSG:3857").to_file(tmp_path / "own.gpkg", layer="mine")
    post, zone = read_user_places(tmp_path / "own.gpkg")
    assert (round(post.lon, 6), round(post.lat, 6), post.feature_code) == (36.75, 34.25, "CMP")
    assert (zone.feature_class, zone.feature_code, zone.outline["type"]) == ("L", "AREA", "Polygon")
    assert read_user_places(frame)[0] == read_user_places(frame[:1])[0]


def test_rows_of_a_geodataframe_are_named():
    geopandas = pytest.importorskip("geopandas")
    from shapely.geometry import Point

    frame = geopandas.GeoDataFrame({"name": ["Post", None]}, geometry=[Point(1, 2), None])
    with pytest.raises(UserPlacesError) as caught:
        read_user_places(frame)
    assert list(caught.value.problems) == ["row 2: it has no name (column name)"]
    assert str(caught.value).startswith("the GeoDataFrame: 1 of 2 places")


def test_points_need_neither_shapely_nor_pandas(table):
    import subprocess
    import sys

    path = table("name,wkt\nPost,POINT(36.75 34.25)\n")
    code = (
        "import sys; from geomap.gazetteer import bundled; g = bundled().with_places(sys.argv[1]);"
        "print(g.get('user:post').country_code, sorted({'shapely', 'pandas', 'geopandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "SY []\n"
