"""What each value of the scales means, as readers see it on the method page."""

from articles.models.choices import Fidelity, Stage, Verdict

# After the AVeriTeC scheme (Schlichtkrull, Guo and Vlachos, 2023), whose one label for
# conflicting evidence and cherry-picking is two here: they tell readers different things.
VERDICT_NOTES = {
    Verdict.SUPPORTED: "The evidence says so, or strongly implies it. Being plausible"
    " is not enough.",
    Verdict.REFUTED: "The evidence clearly contradicts it. That nothing supports a"
    " claim does not refute it.",
    Verdict.CONFLICTING: "Reliable evidence points both ways, also after an attempt to"
    " find out why.",
    Verdict.MISSING_CONTEXT: "Correct as far as it goes, but something is left out"
    " that would change what a reader takes from it.",
    Verdict.NOT_ENOUGH: "We searched, say where, and found too little to decide.",
    Verdict.NOT_CHECKABLE: "An opinion, a prediction, or too vague for evidence to"
    " show whether it is so. What is recorded as such reads so without a review.",
}
FIDELITY_NOTES = {
    Fidelity.VERBATIM: "The cited work has these words.",
    Fidelity.PARAPHRASE: "Other words, the same meaning.",
    Fidelity.ALTERED: "Words were added, dropped or changed so that it says something"
    " else.",
    Fidelity.OUT_OF_CONTEXT: "The words stand there, but what surrounds them changes"
    " their meaning.",
    Fidelity.NOT_SAID: "The cited work does not say this.",
    Fidelity.MISATTRIBUTED: "Somebody else said it.",
    Fidelity.NOT_LOCATED: "We could not find what is cited.",
    Fidelity.NOT_ACCESSIBLE: "It exists, but we could not read it.",
    Fidelity.NOTHING_CITED: "The article gives nothing to check.",
}
STAGE_NOTES = {
    Stage.DRAFT: "A reviewer is recording what is said, by whom and through whom.",
    Stage.READY: "The record is complete and waits for a first verdict.",
    Stage.FIRST_VERDICT: "One reviewer has given a verdict, its reason and its"
    " evidence; another gives one as well.",
    Stage.SECOND_REVIEW: "The verdict is decided; it waits to be published.",
    Stage.ADJUDICATION: "Two reviewers disagree; a third person settles it.",
    Stage.PUBLISHED: "Readers see the verdict with everything it rests on. It can be"
    " re-opened.",
    Stage.WITHDRAWN: "No longer shown; the address stays and says so.",
}
