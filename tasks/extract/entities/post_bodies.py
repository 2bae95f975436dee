"""Which body a post belongs to, spelled out: an ambassador's embassy, a minister's ministry, a senator's senate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.vocab import OrganizationKind as Kind
from schemas.vocab import TitleClass
from tasks.extract.entities.body_heads import of_country, with_article
from tasks.extract.entities.owners import Places
from tasks.extract.entities.places import Country, country_by_code
from tasks.extract.entities.post_phrase import Phrase


@dataclass(frozen=True, slots=True)
class Settled:
    """A post with its body in words."""

    title: str
    title_class: TitleClass
    organization: str | None
    kind: Kind | None
    country: str | None
    place: str | None
    place_country: str | None


_MISSIONS = frozenset(
    (
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.ATTACHE,
    )
)
# Posts of a state that need no other word to say which body they belong to
_BODY_OF_CLASS = {
    TitleClass.LEGISLATOR: ("Parliament", Kind.PARLIAMENT),
    TitleClass.HEAD_OF_GOVERNMENT: ("Government", Kind.GOVERNMENT),
}
_BODY_OF_TITLE = {
    "senator": ("Senate", Kind.PARLIAMENT),
    "chief justice": ("Supreme Court", Kind.COURT),
    "attorney general": ("Attorney General's Office", Kind.COURT),
    "prosecutor general": ("Prosecutor General's Office", Kind.COURT),
    "member of congress": ("Congress", Kind.PARLIAMENT),
    "member of the european parliament": ("European Parliament", Kind.PARLIAMENT),
    "army chief": ("Army", Kind.MILITARY),
    "navy chief": ("Navy", Kind.MILITARY),
    "air force chief": ("Air Force", Kind.MILITARY),
    "police chief": ("Police", Kind.POLICE),
    "police commissioner": ("Police", Kind.POLICE),
    "treasury secretary": ("Treasury Department", Kind.MINISTRY),
    "secretary of state": ("State Department", Kind.MINISTRY),
}
_FIELD_OF_TITLE = {
    "foreign minister": "Foreign",
    "foreign secretary": "Foreign",
    "external affairs minister": "Foreign",
    "home secretary": "Home",
    "defence secretary": "Defence",
}
# Members of councils of towns, not of a parliament
_OF_COUNCILS = frozenset(("councillor", "city councillor", "councilman", "councilwoman", "alderman"))
# Posts that need a place or body of their own to be told apart; without one they say nothing
_LOCAL = frozenset((TitleClass.GOVERNOR, TitleClass.MAYOR))


def body_of_post(phrase: Phrase, places: Places) -> Settled | None:
    """The post with its body; None where the phrase is a plain description and no post."""
    title = _title_words(phrase)
    klass = phrase.title.title_class
    flags = phrase.title.flags
    code = phrase.country.code if phrase.country else None
    if "relational" in flags or (
        title.endswith("deputy") and phrase.owner is not None and phrase.owner.anaphoric and not phrase.body
    ):
        return Settled(title, klass, None, None, None, None, None)
    if phrase.body is not None:
        return _with_body(phrase, title, klass)
    if klass in _MISSIONS or klass is TitleClass.CONSUL:
        if "body" in flags and not (phrase.host or phrase.place or phrase.host_body):
            return None
        return _mission(phrase, title, klass, places)
    if "rank" in flags:
        return Settled(title, klass, None, None, code, None, None)
    if klass is TitleClass.MINISTER:
        return _ministry(phrase, title, places)
    return _other_post(phrase, title, places)


# Plain nouns that are posts once a possessive says whose ("its convener", "Iran's leader")
_OWNED = frozenset(("leader", "convener", "trustee", "manager", "director", "coordinator", "treasurer", "delegate"))


def _is_owned(phrase: Phrase) -> bool:
    return phrase.owner is not None and phrase.owner.possessive and phrase.title.title in _OWNED


def _other_post(phrase: Phrase, title: str, places: Places) -> Settled | None:
    klass, flags = phrase.title.title_class, phrase.title.flags
    code = phrase.country.code if phrase.country else None
    if phrase.host_body and not phrase.place:
        return Settled(title, klass, phrase.host_body, Kind.INTERNATIONAL, code, None, None)
    if phrase.duty:
        if title == "deputy" and _ASSEMBLY.search(phrase.duty):
            title = f"member of the {phrase.duty.removeprefix('the ')}"
        country = phrase.country or places.home
        return Settled(title, klass, phrase.duty, Kind.OTHER, country.code if country else None, phrase.place, None)
    if "legislature" in flags:
        if phrase.place is None and phrase.country is None and not phrase.before_name:
            return None
        country = phrase.country or places.home
        name, code = of_country("Parliament", country), country.code if country else None
        return Settled("member of parliament", klass, name, Kind.PARLIAMENT, code, phrase.place, None)
    named = phrase.before_name and klass is TitleClass.POLICE  # "the policewoman Ana Roe"
    if "body" in flags and not phrase.place and len(phrase.words) == 1 and not (named or _is_owned(phrase)):
        return None  # "an American economist"
    country = phrase.country or places.home
    code = country.code if country else None
    base = _BODY_OF_TITLE.get(phrase.title.title) or _BODY_OF_TITLE.get(title) or _BODY_OF_CLASS.get(klass)
    organization, kind = None, None
    if base:
        organization, kind = of_country(base[0], country), base[1]
        if phrase.title.title == "member of the european parliament":
            organization, code = "European Parliament", None
    elif phrase.place and klass not in _LOCAL:
        organization, kind = None, None
    elif klass in _LOCAL:
        organization, kind = phrase.place, Kind.REGION
    if phrase.title.title in _OF_COUNCILS:
        organization, kind = (phrase.place, Kind.REGION) if phrase.place else (None, None)
    return Settled(title, klass, organization, kind, code, phrase.place, code if phrase.place else None)


_ASSEMBLY = re.compile(
    r"\b(?:council|duma|assembly|congress|senate|rada|hural|legislature|maslikhat|soviet)\b", re.IGNORECASE
)
_BRITISH = {"defense": "defence", "labor": "labour", "honourary": "honorary"}


def _title_words(phrase: Phrase) -> str:
    return " ".join(_BRITISH.get(word, word) for part in phrase.words for word in part.split())


def _with_body(phrase: Phrase, title: str, klass: TitleClass) -> Settled:
    body = phrase.body
    assert body is not None
    code = body.country or (phrase.country.code if phrase.country else None)
    name = body.name
    if title == "deputy head" and body.kind in (Kind.EMBASSY, Kind.MISSION):
        title, klass = "deputy head of mission", TitleClass.DEPUTY_HEAD_OF_MISSION
    if title == "deputy" and body.kind is Kind.PARTY:
        title = "member of parliament"
    elif title == "deputy":
        title = "member" if body.kind is Kind.PARLIAMENT or _ASSEMBLY.search(body.name) else "deputy head"
    if body.kind in (Kind.EMBASSY, Kind.CONSULATE, Kind.MISSION) and title in ("official", "officer", "employee"):
        title = "diplomat" if title == "official" else title
    place = body.place or phrase.place
    return Settled(title, klass, name, body.kind, code, place, body.place_country or (code if place else None))


def _mission(phrase: Phrase, title: str, klass: TitleClass, places: Places) -> Settled:
    country = phrase.country
    host = phrase.host
    if country is None and not (host and places.home and host.bare == places.home.bare):
        country = places.home
    code = country.code if country else None
    if phrase.host_body:
        style = (
            "Permanent Mission"
            if phrase.title.title in ("permanent representative", "ambassador", "envoy")
            else "Mission"
        )
        name = f"{of_country(style, country)} to {with_article(phrase.host_body)}"
        return Settled(title, klass, name, Kind.MISSION, code, phrase.place, host.code if host else None)
    if host is None and phrase.place is None and country and places.home and country.bare != places.home.bare:
        host = places.home  # "the Italian ambassador" on a page about Eritrea
    if klass is TitleClass.CONSUL:
        style = "Consulate General" if "general" in title else "Consulate"
        where = phrase.place or (host.name if host else None)
        name = of_country(style, country) + (f" in {where}" if where else "")
        return Settled(
            title, klass, name, Kind.CONSULATE, code, where and where.removeprefix("the "), host.code if host else None
        )
    style = "High Commission" if "high commissioner" in title else "Embassy"
    name = of_country(style, country)
    if host and host.bare == "Holy See":
        name += " to the Holy See"
    elif host:
        name += f" in {host.name}"
    elif phrase.place:
        name += f" in {phrase.place}"
    if host is None and phrase.place is None and phrase.country is None:
        return Settled(title, klass, None, None, code, None, None)
    return Settled(
        title,
        klass,
        name,
        Kind.EMBASSY,
        code,
        phrase.place or (host.bare if host else None),
        host.code if host else None,
    )


def _ministry(phrase: Phrase, title: str, places: Places) -> Settled:
    country: Country | None = phrase.country or places.home
    code = country.code if country else None
    field = _FIELD_OF_TITLE.get(phrase.title.title)
    if field is None and phrase.portfolio:
        field = " ".join(w if w in ("and", "of", "the") else w[:1].upper() + w[1:] for w in phrase.portfolio.split())
    if phrase.portfolio in ("foreign", "foreign affairs", "external affairs"):
        field, title = "Foreign", title.replace(phrase.portfolio, "foreign") if phrase.portfolio else title
    if field == "Foreign":
        name: str | None = of_country("Foreign Ministry", country)
    elif phrase.title.title in ("secretary of state", "treasury secretary") and phrase.country is None:
        name, code = of_country(_BODY_OF_TITLE[phrase.title.title][0], country_by_code("US")), "US"
    elif field:
        name = of_country(f"Ministry of {field}", country)
    else:
        base = _BODY_OF_TITLE.get(phrase.title.title)
        name = of_country(base[0] if base and code == "US" else "Government", country)
    return Settled(title, TitleClass.MINISTER, name, Kind.MINISTRY, code, None, None)
