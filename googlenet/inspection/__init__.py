"""Questions about a trained network: what each path sees, adds, and would be missed for.

Each question is asked on a replica of its own (`inference.private`), in eval mode and float32, so that one visitor's
hooks never touch another's answer.
"""
