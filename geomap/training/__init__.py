"""How the models are made: each module is a command, none is in the wheel, nothing that runs imports them.

``tagger`` trains the network that marks names; ``lexicon_fit``, ``arbitration_fit``, ``ranker_fit`` and
``confidence_fit`` fit the small linear models; ``wordlists_build`` makes the lists of names and common words. They need
the extra ``train`` and a clone of the project.
"""
