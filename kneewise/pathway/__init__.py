"""Plans: preparation, the day, aftercare, activity, warning signs and questionnaires. See docs/methods/pathway.md."""
