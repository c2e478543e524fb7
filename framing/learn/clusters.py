"""Word clusters from untagged news: words that keep the same company stand together.

Counts of the two words before and behind, positive pointwise mutual information, a truncated singular value
decomposition, k-means: clusters that are half syntax, half subject, which is what a tagger wants of a word it has never
seen tagged (Turian, Ratinov and Bengio 2010).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.learn.treebank import Words

OFFSETS: Final = (-2, -1, 1, 2)
RARE: Final = 5
"""A word is clustered from so many occurrences on."""
NEIGHBOURS: Final = 2000
"""The commonest words, each counted by itself as company; the others count together."""
DIMENSIONS: Final = 100


def cluster_words(news: Words, ids: npt.NDArray[np.int32], sizes: tuple[int, ...]) -> tuple[Any, list[Any]]:
    """Cluster the words of a corpus.

    Parameters
    ----------
    news : Words
    ids : int32[forms]
        The word that each form counts as.
    sizes : tuple of int
        How many clusters, once for each clustering.

    Returns
    -------
    words : int64[m]
        The words that are common enough.
    labels : list of int32[m]
    """
    from sklearn.cluster import MiniBatchKMeans
    from threadpoolctl import threadpool_limits

    word = ids[news.word]
    order = np.argsort(-np.bincount(word), kind="stable")
    common = int((np.bincount(word) >= RARE).sum())
    with threadpool_limits(1):  # sums over several threads come in no fixed order
        vectors = _vectors(_company(news, order, word, common))
        labels = [
            MiniBatchKMeans(k, random_state=0, batch_size=4096, n_init=1, max_iter=30).fit(vectors).labels_
            for k in sizes
        ]
    return order[:common], labels


def _company(news: Words, order: npt.NDArray[np.int64], word: npt.NDArray[np.int32], common: int) -> Any:
    """How often each common word has each neighbour at each offset: a sparse matrix."""
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    sentence, ranked, blocks = np.cumsum(news.starts), rank[word], []
    for offset in OFFSETS:
        here, there = (
            (slice(None, -offset), slice(offset, None)) if offset > 0 else (slice(-offset, None), slice(None, offset))
        )
        same = sentence[here] == sentence[there]
        column = np.where(same, np.minimum(ranked[there], NEIGHBOURS), NEIGHBOURS + 1)
        kept = ranked[here] < common
        at = (ranked[here][kept], column[kept])
        blocks.append(sparse.coo_matrix((np.ones(len(at[0])), at), shape=(common, NEIGHBOURS + 2)).tocsr())
    return sparse.hstack(blocks).tocoo()


def _vectors(counts: Any) -> npt.NDArray[np.float64]:
    """One unit vector a word."""
    from sklearn.decomposition import TruncatedSVD

    row = np.bincount(counts.row, counts.data, counts.shape[0])
    column = np.bincount(counts.col, counts.data, counts.shape[1])
    information = np.log(counts.data * counts.data.sum() / (row[counts.row] * column[counts.col]))
    positive = sparse.csr_matrix((np.maximum(information, 0), (counts.row, counts.col)), shape=counts.shape)
    decomposition = TruncatedSVD(DIMENSIONS, n_iter=4, random_state=0).fit(positive)
    vectors = decomposition.transform(positive) / np.sqrt(decomposition.singular_values_)
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))
