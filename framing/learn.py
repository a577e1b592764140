"""A classifier that learns codes from coded articles and codes the rest, with what it is worth on its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.attributing.blas import one_blas_thread
from framing.checks import check_articles, check_columns
from framing.code_table import check_codes, coders_of, made_by, yes_or_no
from framing.copies.near_duplicates import shared_wording, shingles
from framing.model import VERSION, named, note

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

CARD_COLUMNS = (
    "code", "folds", "auc", "f1", "f1_all_yes", "slope", "brier", "n", "yes", "groups", "coder", "made_by", "version",
)  # fmt: skip
LEAST_YES = 5  # coded with either value: fewer cannot be divided into folds
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Learned:
    """A trained coder: `card` says what it is worth, `code` codes articles.

    `own` are its codes of the articles that it learned from, each by a model that had not seen the article.
    """

    card: pd.DataFrame
    own: pd.DataFrame
    vectorizer: Any
    models: dict[str, tuple[Any, Any]]
    coder: str

    def code(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Code articles: value 1 from a score of .5 on; those learned from have their cross-fitted codes.

        Returns
        -------
        DataFrame
            A codes table with `score`, the calibrated probability, and `made_by` ``classifier``.
        """
        check_articles(articles)
        own = self.own[self.own["doc_id"].isin(articles["doc_id"])]
        tables = [own]
        vectors = self.vectorizer.transform(articles["text"])
        for code, (model, scale) in self.models.items():
            known = set(own.loc[own["code"] == code, "doc_id"])
            is_new = ~articles["doc_id"].isin(known).to_numpy()
            if is_new.any():
                score = _calibrated(scale, model.decision_function(vectors[np.flatnonzero(is_new)]))
                tables.append(_coded(articles["doc_id"][is_new], articles["text"][is_new], code, score, self.coder))
        return pd.concat(tables, ignore_index=True)


def learn(
    codes: pd.DataFrame, articles: pd.DataFrame, *, by: str | None = None, folds: int = 5, seed: int = 0
) -> Learned:
    """Learn codes of articles from coded ones: TF-IDF with logistic regression, calibrated and cross-validated.

    With some hundred coded articles such a classifier is poor. Its codes are not to be compared as they are:
    `framing.correct` makes the shares unbiased by the coded sample.

    Parameters
    ----------
    codes : DataFrame
        Codes of articles by one coder, 0 and 1.
    articles : DataFrame
        The coded articles, and better all of the corpus: the weights of words are then those of all.
    by : str, optional
        A column of the articles, such as outlet or leaning: the card has a second row per code, for articles of groups
        that were not learned from.
    folds : int
        Parts of the cross-validation; near-duplicates are in one part.
    seed : int
        Where the random numbers start.

    Returns
    -------
    Learned
        ``.code(articles)`` codes articles; ``.card`` has one row per code and kind of folds: `auc`; `f1` at .5, and
        `f1_all_yes` of answering yes throughout; `slope` of calibration (1 is right; below 1 scores are too extreme);
        `brier`; `n`, `yes`, `groups`; `coder` and `made_by` of what was learned from; `version`.

    Raises
    ------
    ValueError
        Where scikit-learn is missing, codes are of several coders or not of articles, or a code has one value, or one
        of its values too seldom.

    Notes
    -----
    Scores are Platt's (1999): a logistic regression on the decision values of inner folds. The score of a coded article
    comes from models and a calibration that have not seen it (cross-fitting), as design-based correction needs
    (Egami et al. 2023).

    Examples
    --------
    >>> topics = ["quarrel anger"] * 10 + ["library opens"] * 10
    >>> texts = [f"ship{i} {topic} crew{i} at mast{i} noon{i}" for i, topic in enumerate(topics)]
    >>> articles = pd.DataFrame({"doc_id": range(20), "outlet": "Bee", "text": texts})
    >>> codes = pd.DataFrame({"doc_id": range(20), "unit": "article", "code": "conflict", "value": [1] * 10 + [0] * 10})
    >>> learned = learn(codes[codes["doc_id"] % 5 > 0], articles)
    >>> learned.card[["code", "auc", "n", "yes"]]
           code  auc   n  yes
    0  conflict  1.0  16    8
    >>> learned.code(articles.iloc[[0, 15]])["value"].tolist()
    [1, 0]
    """
    check_articles(articles)
    check_codes(codes, articles)
    if (codes["unit"] != "article").any():
        raise ValueError("learn: codes of articles are needed; codes of sentences and paragraphs are not learned yet")
    if len(coders := coders_of(codes)) > 1:
        raise ValueError(f"learn: codes of several coders ({named(coders)}); choose one, or settle their differences")
    if by is not None:
        check_columns(articles, (by,), name="articles", way_out="by= names the column of groups")
    values = yes_or_no(codes, verb="learn")
    _check_values(codes, values, folds)
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    except ImportError as error:
        raise ValueError('learn: scikit-learn is not installed; pip install "newsframing[learn]"') from error
    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2 if len(articles) > 2 else 1)
    vectors = vectorizer.fit_transform(articles["text"])
    place = pd.Index(articles["doc_id"])
    copies = shared_wording([shingles(text) for text in articles["text"]], share=_NEAR).group
    copies = np.where(copies < 0, -1 - np.arange(len(articles)), copies)
    maker = named(made_by(codes).unique())
    name = f"framing learn {VERSION}"
    cards, tables, models = [], [], {}
    for code, own in codes.groupby("code", sort=False, observed=True):
        at = place.get_indexer(own["doc_id"])
        truth, data = np.asarray(values[own.index], dtype=np.intp), vectors[at]
        kinds = {"article": copies[at]}
        if by is not None:
            kinds[by] = pd.factorize(articles[by].iloc[at])[0]
        for kind, groups in kinds.items():
            if len(np.unique(groups)) < 2:
                note(f"learn: {code}: one {kind} only, so its card has no row for it")
                continue
            with one_blas_thread:
                score = _cross_fitted(data, truth, groups, kinds["article"], folds, seed)
            about = {"coder": coders[0], "made_by": maker, "version": name, "groups": len(np.unique(groups))}
            cards.append({"code": code, "folds": kind, **_figures(truth, score), **about})
            if kind == "article":
                texts = articles["text"].iloc[at]
                tables.append(_coded(own["doc_id"], texts, str(code), score, name))
        with one_blas_thread:
            models[str(code)] = _fitted(data, truth, kinds["article"], folds, seed)
    card = pd.DataFrame(cards)[list(CARD_COLUMNS)]
    return Learned(card, pd.concat(tables, ignore_index=True), vectorizer, models, name)


def _check_values(codes: pd.DataFrame, values: pd.Series[int], folds: int) -> None:
    if folds < 2:
        raise ValueError(f"learn: folds={folds}; 5 is usual")
    for code, own in values.groupby(codes["code"], observed=True):
        yes, no = int(own.sum()), int((own == 0).sum())
        if min(yes, no) < LEAST_YES:
            raise ValueError(
                f"learn: {code} has {yes} yes and {no} no; {LEAST_YES} of each are needed: code more articles, or "
                f"leave it out: codes[codes['code'] != {str(code)!r}]"
            )


def _cross_fitted(data: Any, truth: Codes, groups: Codes, copies: Codes, folds: int, seed: int) -> Numbers:
    """Score each article by a model, and a calibration, of articles of other folds."""
    score = np.full(len(truth), np.nan)
    for train, test in _parts(truth, groups, folds, seed):
        model, scale = _fitted(data[train], truth[train], copies[train], folds, seed)
        score[test] = _calibrated(scale, model.decision_function(data[test]))
    return score


def _fitted(data: Any, truth: Codes, groups: Codes, folds: int, seed: int) -> tuple[Any, Any]:
    """Fit the classifier, and its calibration on decision values of inner folds."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    inner = np.zeros(len(truth))
    for train, test in _parts(truth, groups, folds, seed + 1):
        if len(np.unique(truth[train])) > 1:
            inner[test] = LogisticRegression(max_iter=1000).fit(data[train], truth[train]).decision_function(data[test])
    model = LogisticRegression(max_iter=1000).fit(data, truth)
    return model, LogisticRegression().fit(inner[:, None], truth)


def _calibrated(scale: Any, decisions: Numbers) -> Numbers:
    """Turn decision values into probabilities; a calibration that turns their order round has learned noise."""
    if scale.coef_[0, 0] <= 0:
        return np.full(len(decisions), 1 / (1 + float(np.exp(-scale.intercept_[0]))))
    return np.asarray(scale.predict_proba(decisions[:, None])[:, 1])


def _parts(truth: Codes, groups: Codes, folds: int, seed: int) -> Iterator[tuple[Codes, Codes]]:
    """Divide articles into folds with about the same share of yes, each group in one."""
    from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

    number = min(folds, len(np.unique(groups)), int(truth.sum()), int((1 - truth).sum()))
    splitter = StratifiedGroupKFold(max(number, 2), shuffle=True, random_state=seed)
    for train, test in splitter.split(np.zeros(len(truth)), truth, groups):
        if len(np.unique(truth[train])) > 1:
            yield train, test


def _figures(truth: Codes, score: Numbers) -> dict[str, float | int]:
    """Measure the scores against the codes."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score  # type: ignore[import-untyped]

    known = ~np.isnan(score)
    truth, score = truth[known], score[known]
    logit = np.log(score / (1 - score))[:, None]
    slope = LogisticRegression(C=1e6).fit(logit, truth).coef_[0, 0]
    return {
        "auc": float(roc_auc_score(truth, score)), "f1": float(f1_score(truth, score >= 0.5, zero_division=0)),
        "f1_all_yes": float(f1_score(truth, np.ones(len(truth)))), "slope": float(slope),
        "brier": float(brier_score_loss(truth, score)), "n": len(truth), "yes": int(truth.sum()),
    }  # fmt: skip


def _coded(doc_ids: pd.Series, texts: pd.Series, code: str, score: Numbers, coder: str) -> pd.DataFrame:
    known = ~np.isnan(score)
    return pd.DataFrame(
        {
            "doc_id": doc_ids.array, "unit": "article", "start": 0, "end": texts.str.len().to_numpy(), "code": code,
            "value": (np.nan_to_num(score) >= 0.5).astype("int64"), "coder": coder, "score": score,
            "made_by": "classifier",
        }
    )[known]  # fmt: skip
