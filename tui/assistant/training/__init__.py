"""How the classifier of intents is learned: `python -m tui.assistant.training` writes knowledge/intents.json.

The utterances are invented; names, violations and topics are drawn into them with a fixed seed, so that the
same files give the same weights.
"""
