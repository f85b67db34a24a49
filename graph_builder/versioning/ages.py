"""The versions of the ontology and its extensions that data state, beside those that are here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph_builder.errors import UsageError
from graph_builder.extension import find_extension, list_extensions
from graph_builder.namespaces import OWL, RDF
from graph_builder.ontology import CORE, load_parts

from .numbers import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from graph_builder.extension import Release
    from graph_builder.ontology import Ontology

_TYPE = NamedNode(f"{RDF}type")
_ONTOLOGY = NamedNode(f"{OWL}Ontology")
_VERSION = NamedNode(f"{OWL}versionInfo")


@dataclass(frozen=True, slots=True)
class Age:
    """The version of a release that data were written with, and the present one."""

    release: Release
    found: Version
    present: Version


def list_heads(store: Store) -> dict[str, str]:
    """The IRIs of the ontology files that a graph holds, each with the version it states or none.

    Raises:
        UsageError: when a file does not stand in the graph of its own name, apart from the data.

    """
    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, _TYPE, _ONTOLOGY, None):
        iri = str(quad.subject)[1:-1]
        if quad.graph_name != quad.subject:
            wanted = "give the data alone and say --from VERSION, or a file of quads"
            raise UsageError(f"the ontology <{iri}> stands among the data in one graph; {wanted}")
        found[iri] = next(_find_versions(store, iri), "")
    return dict(sorted(found.items()))


def _find_versions(store: Store, iri: str) -> Iterator[str]:
    quads = store.quads_for_pattern(NamedNode(iri), _VERSION, None, None)
    return (quad.object.value for quad in quads if isinstance(quad.object, Literal))


def list_ages(store: Store, ontology: Ontology, stated: Mapping[str, str]) -> list[Age]:
    """The age of data, by what they state or else by versions that the user states for a name.

    The core stands first, then the extensions in order; those that the data do without are left
    out. Data that hold no ontology are taken to use what a version is stated for.

    Raises:
        UsageError: for data of an unknown or a newer version, or of an extension not given here,
            and for stated versions that the data contradict.

    """
    ages: list[Age] = []
    heads = list_heads(store)
    _refuse_unknown_names(stated, ontology.releases)
    for release in ontology.releases:
        text = heads.get(release.iri) if heads else stated.get(release.name)
        if heads and stated.get(release.name, text) != text:
            wanted = "leave --from out"
            raise UsageError(f"the data state {release.name} {text or 'nowhere'}; {wanted}")
        if text is not None:
            ages.append(compare_versions(release, text))
        elif not heads and (release.name == CORE or release.migrations.is_dir()):
            name = "" if release.name == CORE else f"{release.name}="
            wanted = f"say it, for example --from {name}{release.version}"
            raise UsageError(f"the data state no version of {release.name}; {wanted}")
    refuse_newer(ages)
    return ages


def _refuse_unknown_names(stated: Iterable[str], releases: Iterable[Release]) -> None:
    names = [release.name for release in releases]
    for name in stated:
        if name not in names:
            wanted = f"name its folder with --extension; there are {', '.join(names)}"
            raise UsageError(f"--from {name}=…: no such extension is loaded; {wanted}")


def compare_versions(release: Release, text: str) -> Age:
    """The age that a version stated for a release gives data.

    Raises:
        UsageError: for a text, or a release, without three numbers.

    """
    try:
        return Age(release, Version.parse(text), Version.parse(release.version))
    except UsageError as error:
        raise UsageError(f"{release.name}: {error}") from None


def refuse_newer(ages: Iterable[Age]) -> None:
    """Nothing, unless data are of a later version than the one here.

    Raises:
        UsageError: for the first release that is older than its data.

    """
    for age in ages:
        if age.found > age.present:
            name = age.release.name
            found = f"the data are of {name} {age.found}, newer than the {age.present} here"
            wanted = "upgrade polcom" if name == CORE else "install the newer extension"
            raise UsageError(f"{found}; {wanted}")


def split_heads(heads: Iterable[str], ages: Iterable[Age]) -> list[str]:
    """The ontology files in data that no loaded release has any more, and that one of them had.

    Raises:
        UsageError: for a file of an extension that is not loaded, with the option that names it.

    """
    older = [age.release.iri for age in ages if age.found < age.present]
    known = {iri for age in ages for iri in age.release.versions}
    gone = [iri for iri in heads if iri not in known]
    for iri in gone:
        name = next(_find_shipped(iri), "")
        if name or not any(iri.startswith(f"{parent}/") for parent in older):
            wanted = f"name the extension that it belongs to: --extension {name or 'FOLDER'}"
            raise UsageError(f"the data hold the ontology <{iri}>, which is not loaded; {wanted}")
    return gone


def _find_shipped(iri: str) -> Iterator[str]:
    """The names of known extensions that have a file of this IRI."""
    for name in list_extensions():
        extension = find_extension(Path(name))
        if any(iri in release.versions for release in load_parts((extension,)).releases[1:]):
            yield name


def describe_age(store: Store, ontology: Ontology, place: Path) -> str:
    """A sentence when a graph at a place is of other versions than these, with the remedy.

    Empty when it is not, or when it states no version.
    """
    told = []
    for release in ontology.releases:
        try:
            text = next(_find_versions(store, release.iri), release.version) if release.iri else ""
            age = compare_versions(release, text)
        except UsageError:  # a version that cannot be read has no age
            continue
        if age.found != age.present:
            told.append(age)
    if not told:
        return ""
    found = ", ".join(f"{age.release.name} {age.found}" for age in told)
    here = ", ".join(f"{age.release.name} {age.present}" for age in told)
    newer = any(age.found > age.present for age in told)
    update = f"bring it up to date with: polcom migrate {place} -o NEW"
    wanted = "upgrade polcom or the extension" if newer else update
    return f"{place} is of {found}, and this is {here}; {wanted}"
