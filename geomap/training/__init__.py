"""How the models are made: none of it is in the wheel, nothing that runs imports it.

``tagger`` trains the network that marks names; ``refit`` fits the small linear models of the default recogniser and of
the ranker on annotated corpora, with what the other ``_fit`` modules and ``own_texts`` give it, and measures each
corpus left out; ``lexicon_fit`` fits the quick recogniser; ``coverage`` counts how well each country is covered;
``wordlists_build`` makes the lists of names and common words. They need the extra ``train`` and a clone of the project.
"""
