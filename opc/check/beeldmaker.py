"""Een beeld zegt niet wie het maakte of waar, als dat een mens is.
opc leest de eigenschappen die in het bestand zelf zitten. De naam van het verband is goed; elke andere naam en elke plek wijst het aan.

*Goed*: een beeld zonder die gegevens, of met de naam van het verband.
*Fout*: een foto met "J. Jansen" en de plek van zijn huis erin.
"""

from __future__ import annotations

from collections.abc import Iterator

from opc import dutch
from opc.check.subject import Options, Subject
from opc.finding import Finding
from opc.source import Span


def run(subject: Subject, options: Options) -> Iterator[Finding]:
    """A remark for each picture that names its maker or its place, where the plan first uses it."""
    plan = subject.plan
    places: dict[str, Span] = {f"{chapter.file}>{image.path}": image.span for chapter in reversed(plan.chapters) for image in reversed(chapter.images)}
    for key, path in (("logo", plan.style.logo), ("omslagbeeld", plan.style.cover)):
        places[f"{plan.place('plan.yaml')}>{path}"] = plan.style.at(key)
    own = [organisation.name.lower() for organisation in plan.file.organisations.values()]
    seen: set[str] = set()
    for key, asset in plan.assets.items():
        if key not in places or asset.path in seen:
            continue
        seen.add(asset.path)
        names = [name for name in asset.makers if not any(name.lower() in other or other in name.lower() for other in own)]
        if names:
            said = dutch.listing(f'"{name}"' for name in names)
            yield subject.finding(places[key], f"in het bestand {asset.path} staat wie het maakte: {said}", "is dat een persoon, bewaar het beeld dan opnieuw zonder eigenschappen (metadata)")
        if asset.located:
            yield subject.finding(places[key], f"in het bestand {asset.path} staat waar de foto is genomen", "bewaar het beeld opnieuw zonder eigenschappen (metadata)")
