"""What an attempt costs, said before it is made: which one it is, what counts, what happens at the last."""

from __future__ import annotations

from grader.messages import message
from grader.quiz.sitting import Sitting
from grader.quiz.variant import Variant


def attempt_text(sitting: Sitting, variant: Variant) -> str:
    """What the next attempt at one question is, or why there is none."""
    policy, done = sitting.policy, sitting.attempts(variant)
    if not variant.question.points:
        return message("quiz.attempt.practice")
    if sitting.is_solved(variant):
        return message("quiz.attempt.solved")
    if policy.closed(done):
        return message("quiz.attempt.over", count=done)
    if not policy.limit:
        return message(f"quiz.attempt.free.{policy.counts}", number=done + 1)
    values = {"number": done + 1, "limit": policy.limit}
    text = message(f"quiz.attempt.of.{policy.counts}", **values)
    if done + 1 < policy.limit:
        return text
    last = _at_the_last(sitting, "quiz.attempt.last", "quiz.attempt.last.key")
    return f"{text} {last}"


def cost_text(sitting: Sitting) -> str:
    """What holds for every question: attempts, what the last one does, how to practise."""
    policy = sitting.policy
    parts = [message(f"quiz.cost.free.{policy.counts}")]
    if policy.limit:
        several = message(f"quiz.cost.of.{policy.counts}", count=policy.limit)
        parts = [several, _at_the_last(sitting, "quiz.cost.last", "quiz.cost.last.key")]
    parts.append(message("quiz.cost.nothing"))
    if left := policy.draws - sitting.draw:
        key = "quiz.cost.again.counts" if policy.counts == "last" else "quiz.cost.again"
        parts.append(message(key, command=again_command(sitting), count=left))
    return " ".join(parts)


def again_command(sitting: Sitting) -> str:
    """How to have new numbers."""
    return f"grade quiz {sitting.exercise.id} --again"


def check_command(sitting: Sitting) -> str:
    """How to have the answers graded."""
    return f"grade quiz {sitting.exercise.id} --check"


def _at_the_last(sitting: Sitting, plain: str, with_answer: str) -> str:
    shows = sitting.policy.key_shown == "after_attempts"
    shows = shows and sitting.policy.after_attempts <= sitting.policy.limit
    return message(with_answer if shows else plain)
