"""How the parts are put together: settings, URLs, the API, the WSGI application."""
