"""Putting profiles together, the best-founded pair first, never against a bar.

Two people on one page are two people; a person's verdict binds. The result does not depend on the order of the input:
profiles are known by their smallest page person, and ties go by that.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.about import Resolution
from schemas.vocab import ResolutionVerdict
from tasks.resolve.background import Background
from tasks.resolve.candidates import candidate_pairs
from tasks.resolve.evidence import IMPOSSIBLE, MARGIN, MERGE_AT, weigh, weigh_names
from tasks.resolve.profiles import Profile
from tasks.resolve.totals import Totals, fingerprint

_ROUNDS = 8
_COLLAPSE_ABOVE = 20  # page persons of one name, beyond which those with the same countries are taken together at once


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two clusters, by the smallest page person of each, and what was judged of them."""

    left: str
    right: str
    same: bool
    score: float
    evidence: str


@dataclass(frozen=True)
class Clusters:
    """The people found: their profiles in the order of their anchors, and every judgement that was made."""

    profiles: list[Profile]
    judgements: list[Judgement]


def cluster(
    profiles: Sequence[Profile], verdicts: Iterable[Resolution] = (), remembered: Totals | None = None
) -> Clusters:
    """The profiles of one page person each, put together where they are one person's.

    `remembered` holds what pairs weighed in runs before, and takes in what they weigh now.
    """
    work = _Work(profiles, verdicts, remembered or Totals())
    work.obey()
    work.merge()
    return Clusters(work.final(), sorted(work.judgements + work.rejected(), key=lambda j: (j.left, j.right)))


class _Work:
    """The state of one clustering: live profiles by index, their neighbours, and a heap of pairs, best first."""

    def __init__(self, profiles: Sequence[Profile], verdicts: Iterable[Resolution], remembered: Totals) -> None:
        self.judgements: list[Judgement] = []
        self.background = Background(profiles)
        self.remembered = remembered
        self.fingerprints: dict[int, bytes] = {}  # of profiles as they were before any were put together
        bound = [v for v in verdicts if v.verdict in (ResolutionVerdict.SAME, ResolutionVerdict.DIFFERENT)]
        self.told_same = sorted((v.left_id, v.right_id) for v in bound if v.verdict == ResolutionVerdict.SAME)
        self.told_different = {
            frozenset((v.left_id, v.right_id)) for v in bound if v.verdict == ResolutionVerdict.DIFFERENT
        }
        self.named = {m for pair in self.told_same for m in pair} | {m for pair in self.told_different for m in pair}
        self.live = dict(enumerate(self._collapse(sorted(profiles, key=lambda p: p.anchor))))
        self.at_first = {member: i for i, p in self.live.items() for member in p.members}
        self.version = dict.fromkeys(self.live, 0)
        self.home = {i: i for i in self.live}
        self.neighbours: dict[int, set[int]] = {i: set() for i in self.live}
        self.totals: dict[tuple[int, int], tuple[int, int, float]] = {}
        self.heap: list[tuple[float, str, str, int, int]] = []

    def _collapse(self, profiles: Sequence[Profile]) -> list[Profile]:
        """Profiles of very frequent names, those with the same name and the same countries taken together."""
        frequency = Counter(next(iter(p.names)).parts for p in profiles)
        first: dict[tuple[object, ...], list[Profile]] = {}
        kept: list[Profile] = []
        for profile in profiles:
            name = next(iter(profile.names))
            nations = frozenset(profile.nationalities) or frozenset(profile.countries)
            if frequency[name.parts] <= _COLLAPSE_ABOVE or not nations or profile.anchor in self.named:
                kept.append(profile)
                continue
            posts = frozenset(profile.posts) if name.is_single else frozenset()
            signature = (name.parts, name.suffix, nations, posts)
            if name.is_single and not posts:
                kept.append(profile)
                continue
            for other in first.setdefault(signature, []):
                if not other.sources & profile.sources and weigh(other, profile, self.background).total >= MERGE_AT:
                    other.add(profile)
                    break
            else:
                first[signature].append(profile)
                kept.append(profile)
        return kept

    def obey(self) -> None:
        """Put together what a person said is one."""
        holder = {m: i for i, p in self.live.items() for m in p.members if m in self.named}
        for left, right in self.told_same:
            a, b = holder.get(left), holder.get(right)
            if a is not None and b is not None and a != b:
                low, high = sorted((a, b), key=lambda i: self.live[i].anchor)
                holder |= {m: low for m in self.live[high].members if m in self.named}
                self.live[low].add(self.live.pop(high))
                self.home[high] = low
        keys = sorted(self.live)
        for i, j in candidate_pairs([self.live[k] for k in keys]):
            self.neighbours[keys[i]].add(keys[j])
            self.neighbours[keys[j]].add(keys[i])

    def merge(self) -> None:
        """Put pairs together, best first, until none is left that reaches the mark.

        What a union makes of other pairs is looked at in the next round, or when their turn comes: to weigh all of a
        president's neighbours anew at each of a thousand unions would take hours.
        """
        self.fingerprints = {i: fingerprint(profile, self.background) for i, profile in self.live.items()}
        for _ in range(_ROUNDS):
            for i in sorted(self.live):
                for j in sorted(self.neighbours[i]):
                    if i < j:
                        self._push(i, j)
            if not self._merge_round():
                break
            self._learn_spellings()

    def _learn_spellings(self) -> None:
        """Let Heydari and Heidari, once found to be one, count as the same company."""
        self.fingerprints.clear()  # what is learned changes what any two may weigh
        found = [self.live[i].names for i in sorted(self.live) if len(self.live[i].names) > 1]
        for i in sorted({self._find(self.at_first[anchor]) for anchor in self.background.learn(found)}):
            profile = self.live[i]
            profile.company = {self.background.spelling(key) for key in profile.company}
            self.version[i] += 1

    def _merge_round(self) -> bool:
        """Take pairs off the heap until it is empty; whether any were put together."""
        changed = False
        while self.heap:
            promised, _, _, i, j = heapq.heappop(self.heap)
            a, b = sorted((self._find(i), self._find(j)))
            if a == b or self._barred(self.live[a], self.live[b]):
                continue
            total = self._total(a, b)
            if total < MERGE_AT:
                continue
            if total < -promised:
                self._push(a, b)
            elif not self._contested(a, b, total):
                self._unite(a, b)
                changed = True
        return changed

    def _find(self, i: int) -> int:
        while self.home[i] != i:
            self.home[i] = self.home[self.home[i]]
            i = self.home[i]
        return i

    def _total(self, i: int, j: int) -> float:
        """The points for two live profiles as they are now; `i` is smaller than `j`."""
        state = (self.version[i], self.version[j])
        known = self.totals.get((i, j))
        if known is not None and known[:2] == state:
            return known[2]
        total = self._weigh_at_first(i, j) if state == (0, 0) else self._weigh(i, j)
        self.totals[i, j] = (*state, total)
        return total

    def _weigh_at_first(self, i: int, j: int) -> float:
        """The points for two profiles that nothing was added to yet, remembered where a run before weighed them."""
        if not self.fingerprints:
            return self._weigh(i, j)
        pair = self.fingerprints[i] + self.fingerprints[j]
        total = self.remembered.get(pair)
        if total is None:
            total = self._weigh(i, j)
            self.remembered.keep(pair, total)
        return total

    def _weigh(self, i: int, j: int) -> float:
        return weigh(self.live[i], self.live[j], self.background).total

    def _push(self, i: int, j: int) -> None:
        a, b = self.live[i], self.live[j]
        if self._barred(a, b):
            return
        total = self._total(i, j)
        if total >= MERGE_AT:
            left, right = sorted((a.anchor, b.anchor))
            heapq.heappush(self.heap, (-total, left, right, i, j))

    def _barred(self, a: Profile, b: Profile) -> bool:
        if not a.sources.isdisjoint(b.sources):
            return True
        if not self.told_different:
            return False
        told_a, told_b = (sorted(self.named.intersection(p.members)) for p in (a, b))
        return any(frozenset((x, y)) in self.told_different for x in told_a for y in told_b)

    def _contested(self, i: int, j: int, score: float) -> bool:
        """Whether a surname alone fits another full name nearly as well, and the two are not one."""
        if self.live[i].is_single == self.live[j].is_single:
            return False
        single, full = (i, j) if self.live[i].is_single else (j, i)
        for k in sorted(self.neighbours[single] - {full}):
            rival = self.live[k]
            if rival.is_single or self._barred(self.live[single], rival):
                continue
            if self._total(*sorted((single, k))) < score - MARGIN:
                continue
            if self._total(*sorted((full, k))) < MERGE_AT:
                return True
        return False

    def _unite(self, i: int, j: int) -> None:
        low, high = (i, j) if self.live[i].anchor < self.live[j].anchor else (j, i)
        a, b = self.live[low], self.live.pop(high)
        weighed = weigh(a, b, self.background)
        self.judgements.append(Judgement(a.anchor, b.anchor, True, weighed.total, weighed.words))
        a.add(b)
        self.home[high] = low
        self.version[low] += 1
        for k in self.neighbours.pop(high):
            self.neighbours[k].discard(high)
            if k != low:
                self.neighbours[k].add(low)
                self.neighbours[low].add(k)

    def rejected(self) -> list[Judgement]:
        """The judgements on people of one name, or nearly, who stay apart."""
        found = []
        for i in sorted(self.live):
            for j in sorted(self.neighbours[i]):
                if i < j:
                    judgement = self._rejection(i, j)
                    if judgement:
                        found.append(judgement)
        return found

    def _rejection(self, i: int, j: int) -> Judgement | None:
        a, b = self.live[i], self.live[j]
        name = weigh_names(a, b).value
        if name <= IMPOSSIBLE:
            return None
        on_one_page = not a.sources.isdisjoint(b.sources)
        # Of a surname that many bear only near decisions are worth a row
        if name < 0.3 and self._total(i, j) < MERGE_AT - 0.5:
            return None
        weighed = weigh(a, b, self.background)
        left, right = (a, b) if a.anchor < b.anchor else (b, a)
        reason = "two people on one page; " if on_one_page else ""
        if not on_one_page and weighed.total >= MERGE_AT:
            reason = "another person fits as well; "
        return Judgement(left.anchor, right.anchor, False, weighed.total, reason + weighed.words)

    def final(self) -> list[Profile]:
        """The live profiles in the order of their anchors, the members of each in order."""
        for profile in self.live.values():
            profile.members.sort()
        return sorted(self.live.values(), key=lambda p: p.anchor)
