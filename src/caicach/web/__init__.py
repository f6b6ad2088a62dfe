"""The shell of the screen: base templates, components, the home page, search, help. It knows nothing of any domain."""
