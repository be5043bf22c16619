"""Is it news of this report, and is it right? Features, weights, and their training."""
