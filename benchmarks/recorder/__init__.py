"""Records what the product answers, and compares two records, to tell whether a change of the code changed it.

The product is known only by its doors: `python app.py`, its HTTP endpoints, `python -m googlenet` and the page in a
browser. So one recorder serves checkouts whose modules lie elsewhere; it records the checkout that it is started in.
"""
