"""The logistic regression that every small linear model of geomap is fitted by. Needs numpy and scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray


class LinearModel(NamedTuple):
    """A fitted model.

    Attributes
    ----------
    bias
        The sum without any signal.
    weights
        Of each signal.
    """

    bias: float
    weights: dict[str, float]

    def rounded(self, digits: int, least: float) -> dict[str, float]:
        """Return the weights of ``least`` and more with ``"bias"`` as a file of weights has them.

        Parameters
        ----------
        digits
            Behind the point.
        least
            What a weight has at least, without its sign, to be kept.
        """
        kept = {name: round(weight, digits) for name, weight in self.weights.items() if abs(weight) >= least}
        return {"bias": round(self.bias, digits), **kept}


def fit(
    signals: Sequence[Iterable[str]],
    truth: Sequence[bool],
    share: Sequence[float],
    names: Sequence[str],
    *,
    penalty: float,
    iterations: int = 300,
) -> LinearModel:
    """Fit a logistic regression with a penalty on the squares of its weights, but not of the bias.

    Parameters
    ----------
    signals
        Of each example.
    truth
        What each example is.
    share
        How much each example counts.
    names
        The signals that get a weight.
    penalty
        What the halved sum of the weights' squares is multiplied with.
    iterations
        At most.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    column = {name: i for i, name in enumerate(names)}
    pairs = [(i, column[s]) for i, found in enumerate(signals) for s in found if s in column]
    rows, columns = zip(*pairs, strict=True)
    x = csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(signals), len(names)))
    y, counts = np.array(truth, dtype=float), np.array(share, dtype=float)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w[1:] + w[0]
        gradient = counts * (1 / (1 + np.exp(-z)) - y)
        value = (counts * (np.logaddexp(0, z) - y * z)).sum() + penalty / 2 * (w[1:] ** 2).sum()
        return value, np.concatenate([[gradient.sum()], x.T @ gradient + penalty * w[1:]])

    options = {"maxiter": iterations}
    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options=options).x
    return LinearModel(float(w[0]), dict(zip(names, map(float, w[1:]), strict=True)))
