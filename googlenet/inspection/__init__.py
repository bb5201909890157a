"""Analysis of a trained network: activations, evidence, attributions, ablation, receptive fields, branch by branch.

Each analysis runs on its own replica (`inference.hookable_copy`), in eval mode and float32, so that one visitor's hooks
never change another's results.
"""
