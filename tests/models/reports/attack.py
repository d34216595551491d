"""Somebody who wants to know what published numbers hide: everything that sums and bounds can tell (PRV-13).

They know each number shown, what adds up to what, and that nobody is counted less than nought times. What is left for a
hidden count is worked out by linear programming: the least and the most that it can be with all of that true at once.
"""

from dataclasses import dataclass, field

import highspy

FAR = 1000  # more than anybody would guess
ANY = 10**7
NEAR = 1e-6


@dataclass
class Puzzle:
    """Unknown counts by name, each with the truth (to see that what is told is true), and what is told of them."""

    truth: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    words: dict = field(default_factory=dict)

    def name(self, name, truth, words=""):
        self.words.setdefault(name, words)
        assert self.truth.setdefault(name, truth) == truth, (name, self.truth[name], truth)

    def show(self, name, value):
        assert self.truth[name] == value, (name, self.truth[name], value)
        self.known[name] = value

    def tell(self, terms, low, high, why=""):
        """The sum of names times numbers lies between two numbers."""
        said = sum(self.truth[name] * by for name, by in terms.items())
        assert low - NEAR <= said <= high + NEAR, (why, terms, low, said, high)
        self.rows.append((terms, low, high, why))

    def at_least(self, large, small, why=""):
        """Unless it is not so here, and so not by definition."""
        if self.truth[large] >= self.truth[small]:
            self.tell({large: 1, small: -1}, 0, ANY, why)

    def adds_up(self, parts, whole, why=""):
        terms = {whole: -1}
        for part in parts:
            terms[part] = terms.get(part, 0) + 1
        self.tell(terms, 0, 0, why)

    def told(self, hidden, fewest):
        """Of hidden names those that are told, with how: a small one that cannot be every number below `fewest`, a
        larger one that can be nothing else."""
        small = {name for name in hidden if self.truth[name] < fewest}
        wanted = {
            name: (1, fewest - 1) if name in small else (self.truth[name] - 1, self.truth[name] + 1)
            for name in hidden
            if name not in self.known
        }
        found = self.narrowed(wanted)
        found = {name: how for name, how in found.items() if name in small or len(how) > 1}
        return found | {name: ["shown elsewhere"] for name in hidden if name in self.known}

    def narrowed(self, wanted):
        """Of names with the least and the most that must stay possible, those for which one is not, with what is."""
        programme = Programme(self, wanted)
        open_ones = {(name, sign) for name in wanted for sign in (1, -1)}
        found = {}
        while open_ones:
            name, sign = min(open_ones, key=str)
            some = {one for one in open_ones if one[1] == sign}
            before = len(open_ones)
            open_ones -= programme.reached(wanted, some, some)
            if len(open_ones) == before:
                reached = programme.reached(wanted, {(name, sign)}, open_ones)
                if (name, sign) not in reached:
                    bound = f"at {'least' if sign < 0 else 'most'} {programme.last[name]:g} by {programme.reasons()}"
                    found.setdefault(name, []).append(bound)
                open_ones -= reached | {(name, sign)}
        return found


class Programme:
    """The puzzle as a linear programme that is solved over and over from where it stood."""

    def __init__(self, puzzle, wanted):
        self.puzzle = puzzle
        self.names = [name for name in puzzle.truth if name not in puzzle.known]
        self.at = {name: number for number, name in enumerate(self.names)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.told = []
        most = max(puzzle.truth.values(), default=0) + FAR
        for _ in self.names:
            self.solver.addVar(0, most)
        for terms, low, high, why in puzzle.rows:
            told = sum(by * puzzle.known[name] for name, by in terms.items() if name in puzzle.known)
            rest = {self.at[name]: by for name, by in terms.items() if name in self.at and by}
            if rest:
                self.told.append((why, terms))
                self.solver.addRow(low - told, high - told, len(rest), list(rest), list(rest.values()))
        self.last = {}

    def reached(self, wanted, pushed, asked):
        """Pushes these at once, and says which of those asked a solution comes to."""
        costs = [0.0] * len(self.names)
        for name, sign in pushed:
            costs[self.at[name]] = -float(sign)
        self.solver.changeColsCost(len(costs), list(range(len(costs))), costs)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, self.solver.getModelStatus()
        values = self.solver.getSolution().col_value
        self.last = dict(zip(self.names, values, strict=True))
        return {
            (name, sign)
            for name, sign in asked
            if (sign > 0 and self.last[name] >= wanted[name][1] - NEAR)
            or (sign < 0 and self.last[name] <= wanted[name][0] + NEAR)
        }

    def reasons(self):
        """What holds the last one where it is: each sum with its numbers, those that are shown marked."""
        known = self.puzzle.known
        held = [one for one, by in zip(self.told, self.solver.getSolution().row_dual, strict=True) if abs(by) > NEAR]
        return "; ".join(
            f"{why} "
            + " ".join(
                f"{by:+g}*{self.puzzle.truth[name]}{'!' if name in known else ''} [{self.puzzle.words[name]}]"
                for name, by in terms.items()
            )
            for why, terms in held[:6]
        )
