"""The ontology as one offline page for people: modules, terms, shapes, questions."""
