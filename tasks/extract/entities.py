"""Places, bodies and posts of an article."""

from __future__ import annotations

from tasks.extract.bodies import find_bodies
from tasks.extract.document import Document
from tasks.extract.model import Entities
from tasks.extract.home import home_country
from tasks.extract.owners import Places
from tasks.extract.places import find_places
from tasks.extract.posts import find_posts


def find_entities(document: Document) -> Entities:
    """Places first, then the bodies that are named with them, then the posts of both."""
    spots = find_places(document)
    places = Places.of(spots, home_country(document, spots))
    bodies = find_bodies(document, places)
    return Entities(spots, bodies, find_posts(document, places, bodies))
