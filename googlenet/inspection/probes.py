"""Simple test pictures that each probe one property of a channel: orientation, spatial frequency, edge or spot.

Values are 0..1 about a mid grey, full contrast; a picture is (side, side) float32, rows downwards.
"""

from dataclasses import dataclass

import numpy as np

ORIENTATIONS, PHASES, FREQUENCIES = 8, 4, 5
BLOB_RADII = (1 / 32, 1 / 16, 1 / 8, 1 / 5, 1 / 3)  # of the picture's side
SOFTNESS = 1 / 64  # of the side: width over which an edge or a spot rises


@dataclass(frozen=True)
class Probes:
    """A set of test pictures.

    Attributes:
        gratings: (orientations, frequencies, phases, side, side).
        edges: (directions, side, side), a step through the middle, all around.
        blobs: (radii x 2, side, side), a disc in the middle, light on dark and dark on light.
        frequencies: of the gratings, in cycles a picture.
    """

    gratings: np.ndarray
    edges: np.ndarray
    blobs: np.ndarray
    frequencies: np.ndarray


def make_probes(side: int, finest: float) -> Probes:
    """Returns the test pictures at `side` px; gratings from one cycle a picture to `finest`."""
    y, x = (np.mgrid[:side, :side].astype(np.float32) + 0.5) / side - 0.5  # of the side, from the middle
    angles = np.pi * np.arange(ORIENTATIONS) / ORIENTATIONS
    across = np.stack([x * np.cos(a) + y * np.sin(a) for a in angles])  # (orientations, side, side)
    frequencies = np.geomspace(1, max(finest, 1.0 + 1e-6), FREQUENCIES)
    phases = 2 * np.pi * np.arange(PHASES) / PHASES
    turns = 2 * np.pi * frequencies[:, None, None, None] * across[:, None, None]
    gratings = 0.5 + 0.5 * np.sin(turns + phases[:, None, None])
    edges = _rise(np.concatenate([across, -across]))
    distance = np.hypot(x, y)
    spots = np.stack([_rise(radius - distance) for radius in BLOB_RADII])
    blobs = np.concatenate([spots, 1 - spots])
    return Probes(*(one.astype(np.float32) for one in (gratings, edges, blobs)), frequencies)


def _rise(depth: np.ndarray) -> np.ndarray:
    """Returns a soft step, 0..1, at the zeros of `depth` (in fractions of the side)."""
    return 1 / (1 + np.exp(-depth / SOFTNESS * 2))


def orientation_selectivity(responses: np.ndarray) -> np.ndarray:
    """Returns how selective each channel is for one orientation: 0 not at all, 1 responds to one alone.

    Args:
        responses: (C, orientations), >= 0, evenly spaced over half a turn.
    Returns:
        (C,): one minus the circular variance; 0 where there is no response.
    Source:
        Ringach, Shapley & Hawken 2002, "Orientation selectivity in macaque V1", equation 1.
    """
    angles = 2 * np.pi * np.arange(responses.shape[1]) / responses.shape[1]
    return np.abs(responses @ np.exp(1j * angles)) / np.maximum(responses.sum(axis=1), 1e-12)


def preferred_frequency(responses: np.ndarray, frequencies: np.ndarray) -> np.ndarray:
    """Returns the geometric mean frequency (C,) of responses (C, frequencies), in the unit of `frequencies`."""
    weights = responses / np.maximum(responses.sum(axis=1, keepdims=True), 1e-12)
    return np.exp(weights @ np.log(frequencies))


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Returns (one - other) / (one + other), -1..1; 0 where both are 0."""
    return (one - other) / np.maximum(one + other, 1e-12)
