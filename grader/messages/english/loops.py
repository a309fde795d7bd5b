"""English sentences about training loops: what the checks of `grader.testing.training` say."""

from __future__ import annotations

LOOPS: dict[str, str] = {
    # The layout of a network's weights.
    "layout.network": "The network",
    "layout.title": "Weights that differ",
    "layout.weight": "weight",
    "layout.expected": "expected",
    "layout.yours": "yours",
    "layout.cell.missing": "missing",
    "layout.cell.missing_near": "missing (is it {near}?)",
    "layout.cell.extra": "not expected",
    "layout.missing": "{network}: {name} is missing.",
    "layout.missing_near": "{network}: {name} is missing (is it {near}?).",
    "layout.extra": "{network}: {name} is not expected.",
    "layout.shape": "{network}: {name} should have shape {expected}, but it has shape {actual}.",
    "layout.several": "{first} {total} weights differ in name or shape.",
    # Single steps.
    "step.count": "One train_step should make one optimizer step, but it made {made}.",
    "step.mode": "train_step should put the model in train mode itself.",
    "step.gradient.none": "At step {step} the optimizer found no gradient in {names}. The backward "
    "pass comes before the step, and between the two nothing is cleared.",
    "step.gradient.zero": "At step {step} all gradients are zero when the optimizer steps: were they "
    "cleared too late?",
    "step.gradient.sum": "At step {step} every gradient is {size} times too large, the size of the "
    "batch: a sum where a mean belongs.",
    "step.gradient.added": "At step {step} the gradients of the step before are still in there and "
    "the new ones were added.",
    "step.gradient.old": "At step {step} the optimizer saw the gradients of the step before.",
    "step.gradient": "the gradient of {name} at step {step}",
    "step.loss": "the loss that step {step} returned",
    "step.state": "the state after step {step}",
    "number.tensor": "{what} is a torch tensor, where a plain Python number is asked: `.item()` "
    "takes the number out of a tensor.",
    # Measuring.
    "evaluate.loss": "the mean loss",
    "evaluate.accuracy": "the accuracy",
    "evaluate.mode": "During evaluate a part of the model is in train mode.",
    "evaluate.gradients": "During evaluate, torch records gradients, which costs memory.",
    "evaluate.batches": "{expected} batches came, but the model saw {seen}.",
    "left.state": "the state after {function}",
    "left.modes": "{function} left these parts in another mode: {names}.",
    # A whole run on tagged images.
    "fit.no_step": "{function} made no training step.",
    "fit.validation_step": "{function} made a training step on validation images.",
    "fit.other_images": "{function} trained on images that are not the ones it was given.",
    "fit.validation_count": "{function} measured {seen} of {total} validation images.",
    "fit.train_mode": "At training step {step} a part of the model was not in train mode.",
    "fit.eval_mode": "Validation images passed through a model that was not in eval mode.",
    "fit.eval_gradients": "Validation images passed with gradients being recorded.",
    "fit.batch_sizes": "the list of batch sizes",
    "fit.each_once": "Epoch {epoch} does not use every training image once.",
    "fit.file_order": "Epoch {epoch} goes through the images in the order of the file.",
    "fit.same_order": "Two epochs have the same order.",
    "fit.same_batches": "All epochs have the same batches: draw a new order for each.",
    "fit.default_seed": "Without a seed, {function} should use seed 0.",
    "fit.seed_ignored": "Two runs with seed {seed} take different orders.",
    "fit.seeds_alike": "Seeds {seed} and {other} give the same order.",
    "fit.more_steps": "{function} steps more often than it shows batches.",
    "fit.buffer": "{name} after step {step}, which nothing but that step's images should change,",
    # How the weights moved; these end where a wrong setting is named.
    "fit.update.rate": "{function} makes every step {times} times as long as the learning rate it was given says.",
    "fit.update.momentum": "{function} steps with a momentum of {momentum}; 0.9 is asked for.",
    "fit.update.decay": "{function} steps with a weight decay of {decay}, and none is asked for.",
    "fit.update.nesterov": "{function} steps with Nesterov's momentum; the plain one is asked for.",
    "fit.update.equal_steps": "The first step of {function} moves every weight by the same amount, whatever its "
    "gradient: Adam and RMSProp step like that, and SGD with momentum does not.",
    "fit.no_gradient": "No gradient reaches {names}.",
    "fit.unmoved": "Training did not move {names}.",
    # The first loss.
    "logits.shape": "The logits have shape {shape}.",
    "logits.not_finite": "A new network gives logits that are not finite.",
    "logits.first_loss": "The loss of a new network is {loss:.3f}, not {least:.2f} to {most:.2f}.",
    "logits.of_state": "the logits of the new network",
    "logits.probabilities": "A new network gives probabilities, not logits.",
    # One batch by heart, and whole runs; `why` is one of the reasons below.
    "overfit.of_state": "the last loss",
    "overfit.stopped": "The run was stopped: {why}.",
    "overfit.loss": "After {steps} steps the loss on 32 images is {loss:.3f}; it should be below "
    "{target}.",
    "stopped.loss_not_finite": "the loss is {loss} at step {step}",
    "stopped.loss_stays": "after {step} steps the loss has only gone from {first:.3f} to {loss:.3f}",
    "stopped.outputs_not_finite": "at step {step} the network's outputs are not finite any more",
    "stopped.weights_stay": "after {step} steps not one weight has moved",
    "stopped.guessing": "after {step} steps the loss of the logits is still {loss:.3f}, and guessing "
    "gives {guess:.3f}",
    # Accuracy.
    "accuracy.seed": "seed {seed} reached {accuracy:.3f}",
    "accuracy.seed.stopped": "seed {seed} was stopped: {why}",
    "accuracy.failed": "On held-out {data}, {seeds}. At least {least} is asked, of the better one.",
    "accuracy.failed.reference": "On held-out {data}, {seeds}. At least {least} is asked, of the "
    "better one (the reference: {low:.3f} to {high:.3f}).",
    "accuracy.until_stopped": "The run of seed {seed}, until it was stopped",
    "accuracy.confusion": "Held-out {data}: what was read as what",
    "accuracy.misread": "Some that were misread",
}
