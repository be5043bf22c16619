"""Words and sentences as all rules of events see them: tokens, forms, parts of speech, clauses, lists."""
