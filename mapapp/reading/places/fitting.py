"""Fit gradient-boosted trees with LightGBM and write them as the arrays of `trees`. For training only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.trees import LEAVES, Trees, from_arrays

Arrays = dict[str, npt.NDArray[Any]]
DEFAULTS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": LEAVES,
    "learning_rate": 0.1,
    "min_child_samples": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 7,
}


def fit(
    rows: npt.NDArray[np.float32],
    labels: npt.NDArray[Any],
    rounds: int,
    weights: npt.NDArray[np.float64] | None = None,
    **settings: Any,
) -> tuple[Any, Trees]:
    """A LightGBM model and the same as `Trees`."""
    import lightgbm

    data = lightgbm.Dataset(rows.astype(np.float64), labels, weight=weights)
    model = lightgbm.train({**DEFAULTS, **settings}, data, rounds)
    return model, from_arrays(to_arrays(model, "m"), "m")


def to_arrays(model: Any, name: str) -> Arrays:
    """The arrays that `trees.from_arrays` reads; thresholds and leaves keep LightGBM's double precision."""
    tests: list[tuple[int, float, int, int]] = []
    dumped = model.dump_model()
    leaves = np.zeros((len(dumped["tree_info"]), LEAVES))
    for number, tree in enumerate(dumped["tree_info"]):
        walk(tree["tree_structure"], number, 0, tests, leaves[number])
    feature, threshold, owner, mask = zip(*tests, strict=True) if tests else ((), (), (), ())
    return {
        f"{name}_columns": np.array(dumped["max_feature_idx"] + 1, np.int64),
        f"{name}_feature": np.array(feature, np.uint8),
        f"{name}_threshold": np.array(threshold, np.float64),
        f"{name}_tree": np.array(owner, np.uint16),
        f"{name}_mask": np.array(mask, np.uint16),
        f"{name}_leaves": leaves.ravel(),
    }


def walk(
    node: dict[str, Any],
    tree: int,
    leaf: int,
    tests: list[tuple[int, float, int, int]],
    values: npt.NDArray[np.float64],
) -> int:
    """Number the leaves from left to right, note the tests below a node; the number after its last leaf."""
    if "split_feature" not in node:
        values[leaf] = node["leaf_value"]
        return leaf + 1
    if node["decision_type"] != "<=" or node["missing_type"] not in ("None", "NaN"):
        raise ValueError(f"tree {tree} has a test that the arrays cannot hold: {node['decision_type']}")
    middle = walk(node["left_child"], tree, leaf, tests, values)
    excluded = (1 << middle) - (1 << leaf)
    tests.append((node["split_feature"], node["threshold"], tree, 0xFFFF ^ excluded))
    return walk(node["right_child"], tree, middle, tests, values)
