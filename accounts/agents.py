"""What people call the programs and devices that sign in; the order tells look-alikes apart."""

# What a program says it is holds the name of one above it, too: the first that fits counts.
BROWSERS = (
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Edg", "Edge"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def called(agent: str) -> str:
    """Its name and that of its system: Chrome, Android; what it says itself where it is neither."""
    names = [
        next((name for part, name in known if part in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, names)) if names[0] else agent
